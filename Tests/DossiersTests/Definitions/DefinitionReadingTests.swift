// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Dossiers

@Suite("Reading definitions")
struct DefinitionReadingTests {
    private func problems(_ text: String) -> [DefinitionProblem] {
        do {
            _ = try DefinitionReader.definition(from: text)
            return []
        } catch { return error.all }
    }

    @Test("a whole definition is read as it is written")
    func whole() throws {
        let sample = try SampleDefinition.definition()
        #expect(sample.procedure == "9.000001" && sample.name == Words("Cấp giấy mẫu", en: "A sample paper"))
        #expect(sample.validFrom == CivilDay(2026, 7, 1) && sample.channels == [.direct, .online])
        #expect(sample.cases.map(\.code) == ["plain", "urgent"])
        #expect(sample.cases[1].when == .equals("kind", .text("urgent")))
        #expect(sample.limits.map(\.limit.text) == ["5 working_day", "2 working_day"])
        #expect(sample.steps.map(\.code) == ["receive", "appraise", "approve", "number", "hand-over"])
        #expect(
            sample.steps[0].actions.map(\.effect) == [
                .move(to: "appraise"), .supplement(back: "receive"), .end(.refused),
            ])
        #expect(sample.steps[0].line > 0 && sample.steps[2].actions[0].produces == ["KQ.MAU.000001"])
        #expect(sample.papers[1].neededIf != nil && sample.papers[1].sources == [.held])
        #expect(sample.pages[1].asks[1].shownIf == .equals("kind", .text("urgent")))
        #expect(sample.questions[1].isPast)
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let line: Int
        let path: String
        let kind: DefinitionProblem.Kind
        var testDescription: String { new }
    }

    @Test(
        "a wrong key, type or value is named with its line and path",
        arguments: [
            Bad(
                old: "decision: 1/QĐ-MAU", new: "decison: 1/QĐ-MAU", line: 4, path: "decison",
                kind: .unknownKey(known: [])),
            Bad(old: "decision: 1/QĐ-MAU\n", new: "", line: 1, path: "decision", kind: .missing),
            Bad(
                old: "valid-from: 2026-07-01", new: "valid-from: 2026-02-30", line: 3, path: "valid-from",
                kind: .wrongType("day")),
            Bad(
                old: "{limit: 5 working_day, source: Điều 1}", new: "{limit: 5 days, source: Điều 1}", line: 11,
                path: "limits[0].limit", kind: .wrongType("limit")),
            Bad(
                old: "{limit: 5 working_day, source: Điều 1}", new: "{limit: 5 working_day}", line: 11,
                path: "limits[0].source", kind: .missing),
            Bad(
                old: "channels: [direct, online]", new: "channels: [direct, fax]", line: 6, path: "channels",
                kind: .unknownValue(known: ["direct", "online", "post"])),
            Bad(
                old: "channels: [direct, online]", new: "channels: {a: b}", line: 6, path: "channels",
                kind: .wrongType("list")),
            Bad(
                old: "amount: 10000", new: "amount: mười nghìn", line: 16, path: "fees[0].amount",
                kind: .wrongType("number")),
            Bad(
                old: "supplement: {times: 1}", new: "supplement: một", line: 13, path: "supplement",
                kind: .wrongType("mapping")),
            Bad(
                old: "{question: born, before: today}", new: "{question: born, after: today}", line: 19,
                path: "eligibility[0].require",
                kind: .unknownValue(known: ["equals", "one-of", "at-least", "at-most", "before", "answered"])),
            Bad(
                old: "{code: give, name: Trao, end: done}", new: "{code: give, name: Trao}", line: 75,
                path: "steps[4].actions[0]",
                kind: .unknownValue(known: ["to", "supplement", "extend", "pause", "end"])),
            Bad(
                old: "{code: give, name: Trao, end: done}", new: "{code: give, name: Trao, end: done, to: number}",
                line: 75, path: "steps[4].actions[0]",
                kind: .unknownValue(known: ["to", "supplement", "extend", "pause", "end"])),
            Bad(
                old: "duties: [issue]", new: "duties: [issue, rest]", line: 74, path: "steps[4].duties",
                kind: .unknownValue(known: ProcedureDefinition.Duty.allCases.map(\.rawValue))),
        ])
    func bad(_ bad: Bad) {
        let found = problems(SampleDefinition.text(bad.old, bad.new))
        #expect(
            found.contains { problem in
                guard problem.line == bad.line, problem.path == bad.path else { return false }
                if case .unknownKey = bad.kind, case .unknownKey = problem.kind { return true }
                return problem.kind == bad.kind
            }, "\(found)")
    }

    @Test("everything wrong is told at once, in the order of the text")
    func together() {
        let found = problems(
            SampleDefinition.text("amount: 7000", "amount: x").replacing("limit: 4 working_hour", with: "limit: 4"))
        #expect(found.map(\.path) == ["fees[1].amount", "steps[0].limit"])
    }

    @Test(
        "what could grow or nest without bound is refused before it is parsed",
        arguments: [
            ("a: &x [1]\nb: *x\n", DefinitionProblem.Kind.reference), ("a: !!binary abc\n", .reference),
            ("- &a 1\n", .reference), (String(repeating: "[", count: 400), .tooDeep),
            (String(repeating: "- ", count: 400), .tooDeep), (String(repeating: " ", count: 200) + "a: 1", .tooDeep),
            (String(repeating: "a", count: 300_000), .tooLarge(bytes: 262_144)),
            ("a: {\"b\": " + String(repeating: "{\"c\": ", count: 200), .tooDeep),
        ])
    func bounds(_ text: String, _ kind: DefinitionProblem.Kind) {
        #expect(problems(text).map(\.kind) == [kind])
    }

    @Test(
        "what is no YAML says where",
        arguments: ["a: [1\n", "a: b: c\n", "\"", "a: 1\na: 2\n", "\t- x", "", "- 1", "một"])
    func broken(_ text: String) {
        let found = problems(text)
        #expect(!found.isEmpty && found.allSatisfy { $0.line >= 0 })
    }

    @Test("random changes of a definition never bring the reader down")
    func mutations() {
        var random = Dice(seed: 41)
        let bytes = Array(SampleDefinition.text.utf8)
        let signs = Array("[]{}:-&*!?|>'\"#%@`\n\t ".utf8)
        for _ in 0..<300 {
            var changed = bytes
            for _ in 0..<random.next(4) + 1 {
                let place = random.next(changed.count)
                switch random.next(3) {
                case 0: changed.remove(at: place)
                case 1: changed.insert(UInt8(random.next(256)), at: place)
                default: changed[place] = signs[random.next(signs.count)]
                }
            }
            _ = problems(String(decoding: changed, as: UTF8.self))
        }
    }
}

/// Numbers that come the same every time.
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
