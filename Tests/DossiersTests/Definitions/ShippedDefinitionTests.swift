// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Testing

@testable import Dossiers

@Suite("Definitions that come with the program")
struct ShippedDefinitionTests {
    static let codes = ["1.001193", "1.001612", "1.004194", "1.004873", "1.013225", "2.000815", "2.000986"]

    static func definition(_ code: String) throws -> ProcedureDefinition {
        try DefinitionReader.definition(from: #require(try DefinitionLibrary.shipped().texts[code]))
    }

    private func findings(_ code: String) throws -> [LintFinding] {
        let procedure = try ReadingTests.procedure(code)
        let conflicts = procedure.conflicts(version: 1)
        return DefinitionLint(
            try Self.definition(code), bank: try DefinitionLibrary.shipped().bank,
            legal: DossiersFeature.legalLimits(of: procedure, conflicts)
        ).findings()
    }

    @Test("are the seven that are fully modelled")
    func seven() throws { #expect(try DefinitionLibrary.shipped().texts.keys.sorted() == Self.codes) }

    @Test("have no fault; what is found waits for a person", arguments: codes)
    func clean(_ code: String) throws {
        let found = try findings(code)
        #expect(found.filter(\.kind.stopsPublishing) == [])
        let definition = try Self.definition(code)
        let record = try ReadingTests.procedure(code)
        #expect(definition.procedure == code && definition.decision == record.decision)
        #expect(definition.source.contains(record.source))
    }

    @Test("name results that the catalogue has", arguments: codes)
    func results(_ code: String) throws {
        let known = Set(try ReadingTests.procedure(code).results.map(\.code))
        #expect(Set(try Self.definition(code).results.map(\.code)).subtracting(known) == [])
    }

    @Test("have words in both languages wherever a person reads them", arguments: codes)
    func words(_ code: String) throws {
        let definition = try Self.definition(code)
        let words =
            definition.steps.map(\.name) + definition.steps.flatMap(\.actions).map(\.name)
            + definition.papers.map(\.name) + definition.pages.map(\.title) + definition.fees.map(\.name)
            + definition.eligibility.map(\.words) + definition.open.map(\.words) + [definition.name]
        #expect(words.filter { $0.en == nil || $0.vi.isEmpty } == [])
    }

    @Test("what the catalogue leaves unsettled is found, what it says clearly is not")
    func waiting() throws {
        #expect(try findings("1.001193").contains { $0.kind == .legalUnsettled && $0.subject == "1" })
        #expect(try findings("2.000986").contains { $0.kind == .legalUnsettled })
        #expect(try findings("2.000815").contains { $0.kind == .legalUnknown })
        for code in ["1.004194", "1.013225"] {
            let kinds = try findings(code).map(\.kind)
            #expect(!kinds.contains(.legalUnsettled) && !kinds.contains(.legalUnknown))
        }
    }

    @Test(
        "copies cost 2,000 đồng a page, 1,000 from the third on, and never more than 200,000 a copy",
        arguments: [
            (1, 1, 2_000), (2, 1, 4_000), (3, 1, 5_000), (10, 1, 12_000), (198, 1, 200_000), (199, 1, 200_000),
            (5_000, 1, 200_000), (3, 4, 20_000), (300, 3, 600_000),
        ] as [(Int64, Int64, Int64)])
    func pages(_ pages: Int64, _ copies: Int64, _ expected: Int64) throws {
        let lines = try Self.definition("2.000815").fees(
            by: .direct, case: nil,
            answers: Answers(
                today: SampleDefinition.today, ["original-pages": .number(pages), "copy-count": .number(copies)]))
        #expect(lines.map(\.amount) == [expected])
    }

    @Test("temporary residence: 7,000 đồng online, 10,000 a person by list, and what is not known has no amount")
    func residence() throws {
        let definition = try Self.definition("1.004194")
        var answers = Answers(today: SampleDefinition.today, ["stay-kind": .text("list"), "stay-people": .number(12)])
        #expect(definition.caseCode(for: answers) == "list")
        #expect(definition.fees(by: .direct, case: "list", answers: answers).map(\.amount) == [120_000])
        #expect(definition.fees(by: .online, case: "list", answers: answers).map(\.amount) == [nil])
        answers["stay-kind"] = .text("person")
        #expect(definition.caseCode(for: answers) == "person")
        #expect(definition.fees(by: .online, case: "person", answers: answers).map(\.amount) == [7_000])
        #expect(definition.fees(by: .direct, case: "person", answers: answers).map(\.amount) == [nil])
        #expect(definition.documents.map(\.form) == ["CT04", "CT06"])
    }

    @Test("a fee with an exemption says whose")
    func exemption() throws {
        let definition = try Self.definition("1.004873")
        var answers = Answers(today: SampleDefinition.today, ["fee-exemption": .text("poor")])
        let line = try #require(definition.fees(by: .online, case: "first", answers: answers).first)
        #expect(line.amount == 0 && line.exemption?.vi == "Người thuộc hộ nghèo")
        answers["fee-exemption"] = .text("none")
        #expect(definition.fees(by: .online, case: "first", answers: answers).map(\.amount) == [nil])
    }

    @Test("papers follow the case, the channel and the answers")
    func papers() throws {
        let birth = try Self.definition("1.001193")
        var answers = Answers(
            today: SampleDefinition.today,
            ["birth-evidence": .text("electronic"), "acts-by-authority": .text("no")])
        func codes(_ channel: ProcedureDefinition.Channel) -> [String] {
            birth.papers(by: channel, case: birth.caseCode(for: answers), answers: answers).map(\.code)
        }
        #expect(codes(.online) == ["residence"])
        #expect(codes(.direct) == ["declaration", "identity", "residence"])
        answers["birth-circumstance"] = .text("surrogacy")
        answers["birth-evidence"] = .text("witness")
        #expect(codes(.online) == ["birth-certificate", "surrogacy-confirmation", "residence"])
        answers["birth-circumstance"] = .text("abandoned")
        answers["acts-by-authority"] = .text("yes")
        #expect(codes(.online) == ["abandoned-record", "authorisation", "residence"])
    }

    @Test("a house takes 15 days whichever way, other works 20 by post")
    func building() throws {
        let definition = try Self.definition("1.013225")
        #expect(definition.limit(by: .post, case: "house")?.limit.text == "15 calendar_day")
        #expect(definition.limit(by: .post, case: "other")?.limit.text == "20 calendar_day")
        #expect(definition.limit(by: .direct, case: "other")?.limit.text == "15 calendar_day")
    }

    @Test("every procedure of the catalogue works by the generic definition")
    func generic() throws {
        let library = try DefinitionLibrary.shipped()
        for procedure in try NationalRecords.shipped.records().map(\.procedure) {
            let conflicts = procedure.conflicts(version: 1)
            let limits = procedure.channels.indices.map { DossiersFeature.limit(of: $0, in: procedure, conflicts) }
            let made = library.pattern.generic(for: procedure, limits: limits, from: SampleDefinition.today)
            let found = DefinitionLint(
                made, bank: library.bank, legal: DossiersFeature.legalLimits(of: procedure, conflicts)
            ).findings().filter(\.kind.stopsPublishing)
            // A record that names no way to hand in leaves nothing to publish.
            #expect(
                found.allSatisfy { $0.kind == .unknownChannel && procedure.channels.isEmpty },
                "\(procedure.code) \(found)")
        }
    }

    @Test("what nobody has written yet begins as a text that can be read and only waits for a person")
    func beginning() throws {
        let library = try DefinitionLibrary.shipped()
        var record = try ReadingTests.procedure("1.001632")
        record.name = "Tên có \"ngoặc kép\": và \\ gạch chéo"
        let text = library.start(for: record)
        let definition = try DefinitionReader.definition(from: text)
        #expect(definition.procedure == "1.001632" && definition.name.vi == record.name)
        #expect(definition.decision == record.decision)
        let legal = DossiersFeature.legalLimits(of: record, record.conflicts(version: 1))
        let found = DefinitionLint(definition, bank: library.bank, legal: legal).findings()
        #expect(!found.isEmpty && found.allSatisfy { !$0.kind.stopsPublishing }, "\(found)")
        #expect(library.start(for: try ReadingTests.procedure("1.001193")) == library.texts["1.001193"])
    }
}
