// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Dossiers

@Suite("Conditions and answers")
struct ConditionTests {
    private static let today = SampleDefinition.today

    private func answers(_ values: [String: Answer]) -> Answers { Answers(today: Self.today, values) }

    @Test("every part of all that fails is named, with the nearest words")
    func judging() {
        let old = Words("Từ 18 tuổi", en: "18 or older")
        let whole = Words("Không đủ điều kiện", en: "Not eligible")
        let condition = Condition.said(
            .all([.said(.atLeast("age", 18), old), .equals("lives-here", .text("yes")), .answered("name")]), whole)
        let failed = condition.judge(answers(["age": .number(17), "name": .text("An")]))
        #expect(failed.map(\.words) == [old, whole])
        #expect(failed.map(\.condition) == [.atLeast("age", 18), .equals("lives-here", .text("yes"))])
        #expect(condition.judge(answers(["age": .number(18), "name": .text("An"), "lives-here": .text("yes")])) == [])
    }

    @Test("of any and not the whole is named")
    func wholes() {
        let any = Condition.any([.equals("a", .text("x")), .oneOf("a", [.text("y"), .text("z")])])
        #expect(any.judge(answers(["a": .text("q")])).map(\.condition) == [any])
        #expect(any.judge(answers(["a": .text("z")])) == [])
        let not = Condition.not(.answered("a"))
        #expect(not.judge(answers(["a": .text("q")])).map(\.condition) == [not] && not.holds(for: answers([:])))
    }

    @Test("a comparison without its answer does not hold, whichever way it is turned")
    func unanswered() {
        for condition: Condition in [
            .equals("q", .text("")), .oneOf("q", []), .atLeast("q", .min), .atMost("q", .max), .before("q", .today),
            .answered("q"),
        ] {
            #expect(!condition.holds(for: answers([:])) && Condition.not(condition).holds(for: answers([:])))
        }
    }

    @Test("days come before today, before another answer, before a day")
    func days() throws {
        let day = try #require(CivilDay(2026, 11, 29))
        let values = answers(["from": .day(day), "until": .day(day + 1)])
        #expect(Condition.before("from", .today).holds(for: values))
        #expect(Condition.before("from", .question("until")).holds(for: values))
        #expect(!Condition.before("until", .question("from")).holds(for: values))
        #expect(!Condition.before("until", .today).holds(for: values))
        #expect(Condition.before("until", .day(day + 2)).holds(for: values))
    }

    @Test("judging finds nothing exactly when the condition holds")
    func property() {
        var random = Dice(seed: 7)
        func condition(_ depth: Int) -> Condition {
            let question = "q\(random.next(3))"
            switch random.next(depth > 0 ? 8 : 5) {
            case 0: return .equals(question, .text("\(random.next(3))"))
            case 1: return .oneOf(question, [.text("0"), .text("1")])
            case 2: return .atLeast(question, Int64(random.next(4)))
            case 3: return .answered(question)
            case 4: return .atMost(question, Int64(random.next(4)))
            case 5: return .not(condition(depth - 1))
            case 6: return .all((0...random.next(3)).map { _ in condition(depth - 1) })
            default: return .any((0...random.next(3)).map { _ in condition(depth - 1) })
            }
        }
        for _ in 0..<2_000 {
            let one = condition(3)
            var values = answers([:])
            for question in 0..<3 where random.next(3) > 0 {
                values["q\(question)"] =
                    random.next(2) == 0 ? .text("\(random.next(3))") : .number(Int64(random.next(5)))
            }
            #expect(one.judge(values).isEmpty == one.holds(for: values))
            #expect(Condition.not(one).holds(for: values) != one.holds(for: values))
        }
    }

    private static func question(_ kind: Question.Kind, past: Bool = false) -> Question {
        Question(
            code: "q", kind: kind, text: Words("?"), hint: nil, message: nil,
            options: [.init(code: "a", name: Words("A")), .init(code: "b", name: Words("B"))], least: nil, most: nil,
            isPast: past)
    }

    @Test(
        "answers are taken as people write them",
        arguments: [
            (Question.Kind.identity, "079 203 001 234", Answer.text("079203001234")),
            (.phone, "+84 912 345 678", .text("0912345678")), (.phone, "0276.382.1234", .text("02763821234")),
            (.money, "1.500.000", .number(1_500_000)), (.name, "Nguyễn Thị Hoà", .text("Nguyễn Thị Hoà")),
            (.name, "Bá", .text("Bá")), (.choice, "b", .text("b")), (.yes, "no", .text("no")),
            (.email, "an@example.vn", .text("an@example.vn")),
        ])
    func taken(_ kind: Question.Kind, _ typed: String, _ expected: Answer) throws {
        #expect(try Self.question(kind).answer(from: typed, today: Self.today) == expected)
    }

    @Test("a day is written both ways")
    func dayWritten() throws {
        for typed in ["2026-11-29", "29/11/2026"] {
            let answer = try Self.question(.date, past: true).answer(from: typed, today: Self.today)
            #expect(answer.day == CivilDay(2026, 11, 29))
        }
    }

    @Test(
        "what is no answer is refused with its reason",
        arguments: [
            (Question.Kind.identity, "07920300123", Question.Refusal.noIdentity),
            (.identity, "07920300123a", .noIdentity),
            (.identity, "٠٧٩٢٠٣٠٠١٢٣٤", .noIdentity), (.date, "31/02/2026", .noDay), (.date, "01/12/2026", .inFuture),
            (.date, "hôm qua", .noDay), (.number, "-1", .tooSmall), (.number, "12x", .noNumber),
            (.number, "99999999999999999999", .noNumber), (.name, "An 😀", .noName), (.name, "\u{202E}nA", .noName),
            (.name, String(repeating: "a", count: 81), .tooLong), (.phone, "1234", .noPhone), (.email, "an@", .noEmail),
            (.choice, "c", .noChoice), (.yes, "maybe", .noChoice), (.text, "   ", .missing), (.text, "", .missing),
        ])
    func refused(_ kind: Question.Kind, _ typed: String, _ expected: Question.Refusal) {
        #expect(throws: expected) {
            _ = try Self.question(kind, past: true).answer(from: typed, today: Self.today)
        }
    }
}
