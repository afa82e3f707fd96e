// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dossiers

@Suite("The linter of definitions")
struct DefinitionLintTests {
    @Test("the sample is clean")
    func clean() throws { #expect(try SampleDefinition.findings() == []) }

    struct Fault: Sendable, CustomTestStringConvertible {
        let kind: LintFinding.Kind
        let place: String
        let old: String
        let new: String
        var testDescription: String { "\(kind.rawValue): \(new)" }

        init(_ kind: LintFinding.Kind, _ place: String, _ old: String, _ new: String) {
            self.kind = kind
            self.place = place
            self.old = old
            self.new = new
        }
    }

    @Test(
        "one fault, one finding",
        arguments: [
            Fault(
                .unreachableStep, "steps.approve", "{code: propose, name: Trình, to: approve}",
                "{code: propose, name: Trình, to: number}"),
            Fault(.unknownStep, "steps.number.number", "to: hand-over", "to: nowhere"),
            Fault(
                .deadEnd, "steps.appraise", "{code: propose, name: Trình, to: approve}",
                "{code: propose, name: Trình, to: appraise}"),
            Fault(.noWayToEnd, "steps", "end: done", "end: stopped"),
            Fault(.noHolder, "steps.appraise", "    role: case-officer\n", ""),
            Fault(.unknownHolder, "steps.appraise", "role: case-officer", "role: somebody"),
            Fault(.dutiesTogether, "steps.approve", "role: leader", "role: case-officer"),
            Fault(.dutiesTogether, "steps.number", "role: registry-clerk", "role: leader"),
            Fault(.dutiesTogether, "steps.appraise", "role: case-officer", "role: reception-officer"),
            Fault(.dutiesTogether, "steps.approve", "duties: [approve]", "duties: [propose, approve]"),
            Fault(.dutiesTogether, "steps.hand-over", "role: result-officer", "role: leader"),
            Fault(.resultNotProduced, "results.KQ.MAU.000001", ", produces: [KQ.MAU.000001]", ""),
            Fault(.unknownResult, "steps", "produces: [KQ.MAU.000001]", "produces: [KQ.MAU.000001, KQ.MAU.9]"),
            Fault(.resultNotNumbered, "results.KQ.MAU.000001", "duties: [number]", "duties: []"),
            Fault(.resultNotSigned, "results.KQ.MAU.000001", "duties: [approve]", "duties: []"),
            Fault(.unknownQuestion, "pages.who", "{ask: born}", "{ask: born}, {ask: star-sign}"),
            Fault(
                .unknownQuestion, "papers.proof", "needed-if: {question: kind, equals: urgent}",
                "needed-if: {question: star-sign, answered: true}"),
            Fault(
                .questionNotAsked, "papers.proof", "needed-if: {question: kind, equals: urgent}",
                "needed-if: {question: child-sex, answered: true}"),
            Fault(
                .questionNotAsked, "pages.who.born", "{ask: born}",
                "{ask: born, shown-if: {question: kind, equals: plain}}"),
            Fault(
                .questionNotAsked, "cases.urgent", "{code: urgent, name: Gấp, when: {question: kind, equals: urgent}}",
                "{code: urgent, name: Gấp, when: {question: child-sex, equals: male}}"),
            Fault(.askedTwice, "pages.what", "- {ask: kind}", "- {ask: kind}\n      - {ask: born}"),
            Fault(
                .unknownChoice, "papers.proof", "needed-if: {question: kind, equals: urgent}",
                "needed-if: {question: kind, equals: urgnet}"),
            Fault(
                .wrongKind, "papers.proof", "needed-if: {question: kind, equals: urgent}",
                "needed-if: {question: kind, at-least: 3}"),
            Fault(.wrongKind, "eligibility", "{question: born, before: today}", "{question: kind, before: today}"),
            Fault(
                .questionRedefined, "questions.child-sex", "- {code: born, kind: date, past: true, text: Ngày sinh}",
                "- {code: born, kind: date, text: Ngày}\n  - {code: child-sex, kind: text, text: Giới}"),
            Fault(.repeatedCode, "papers", "{code: proof, name: Căn cứ", "{code: request, name: Căn cứ"),
            Fault(.repeatedCode, "steps.approve.actions", "{code: return, name: Trả lại", "{code: sign, name: Trả lại"),
            Fault(.unknownCase, "limits[1]", "cases: [urgent]", "cases: [hasty]"),
            Fault(.unknownChannel, "fees.paper", "channels: [direct], source", "channels: [post], source"),
            Fault(.paperWithoutSource, "papers.request", ", sources: [upload, counter]", ""),
            Fault(
                .unknownPause, "steps.number.wait", "actions: [{code: number, name: Cấp số, to: hand-over}]",
                "actions: [{code: number, name: Cấp số, to: hand-over}, {code: wait, name: Chờ, pause: tax}]"),
            Fault(
                .noCaseFits, "cases", "- {code: plain, name: Thường}\n  -",
                "- {code: plain, name: Thường, when: {question: kind, equals: plain}}\n  -"),
            Fault(
                .noLimit, "limits.direct", "{limit: 5 working_day, source: Điều 1}",
                "{limit: 5 working_day, channels: [online], source: Điều 1}"),
            Fault(.overLegal, "limits.direct", "limit: 5 working_day", "limit: 6 working_day"),
            Fault(.notComparable, "limits.online", "limit: 5 working_day", "limit: 6 calendar_day"),
            Fault(.stepOverLimit, "steps.appraise", "limit: 2 working_day\n", "limit: 9 working_day\n"),
            Fault(.stepsOverLimit, "steps", "limit: 2 working_day\n", "limit: 5 working_day\n"),
            Fault(.supplementTooOften, "supplement", "supplement: {times: 1}", "supplement: {times: 2}"),
            Fault(.supplementUnstated, "steps.receive.supplement", "supplement: {times: 1}\n", ""),
            Fault(.extensionTooOften, "extension", "extension: {times: 1,", "extension: {times: 2,"),
            Fault(.extensionWithoutApology, "extension", "{times: 1, apology: \"04\"}", "{times: 1}"),
            Fault(.extensionUnstated, "steps.appraise.extend", "extension: {times: 1, apology: \"04\"}\n", ""),
            Fault(.leftOpen, "fees.paper", "amount: 10000", "amount: open"),
        ])
    func faults(_ fault: Fault) throws {
        let findings = try SampleDefinition.findings(SampleDefinition.text(fault.old, fault.new))
        #expect(findings.contains { $0.kind == fault.kind && $0.place == fault.place }, "\(findings)")
    }

    @Test("what the catalogue leaves unsettled waits for a person and does not stop publishing")
    func unsettled() throws {
        let findings = DefinitionLint(
            try SampleDefinition.definition(), bank: try DefinitionLibrary.shipped().bank,
            legal: [.direct: .unsettled(printed: "5"), .online: .unstated]
        ).findings()
        #expect(findings.map(\.kind) == [.legalUnsettled, .legalUnknown])
        #expect(findings.allSatisfy { !$0.kind.stopsPublishing })
    }

    @Test(
        "limits of different units compare only where weekends cannot change the answer",
        arguments: [
            ("3 working_day", "3 working_day", true as Bool?), ("4 working_day", "3 working_day", false),
            ("24 working_hour", "3 working_day", true), ("25 working_hour", "3 working_day", false),
            ("20 calendar_day", "20 working_day", true), ("21 calendar_day", "20 working_day", nil),
            ("21 working_day", "20 calendar_day", false), ("20 working_day", "20 calendar_day", nil),
            ("same_day", "1 working_day", true), ("2 working_day", "same_day", false),
            ("1 month", "30 calendar_day", nil),
        ])
    func comparing(_ own: String, _ most: String, _ expected: Bool?) throws {
        func limit(_ text: String) throws -> TimeLimit {
            let parts = text.split(separator: " ")
            let unit = try #require(TimeLimit.Unit(rawValue: String(parts.last ?? "")))
            return try TimeLimit(Int(parts[0]) ?? 1, unit)
        }
        #expect(try limit(own).isWithin(limit(most)) == expected)
    }
}
