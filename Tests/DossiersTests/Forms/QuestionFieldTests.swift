// SPDX-License-Identifier: Apache-2.0

import Basics
import TestSupport
import Testing

@testable import Dossiers
@testable import Web

@Suite("A question as a field")
struct QuestionFieldTests {
    private static let bank = try? DefinitionLibrary.shipped().bank
    private static let today = CivilDay(2026, 11, 23).unsafelyUnwrapped

    private func question(_ code: String) throws -> Question { try #require(Self.bank?.first { $0.code == code }) }

    private func shown(_ html: HTML, language: Language = .vi) throws -> String {
        let wording = try SampleSite.make(translations: [DossiersResources.translations]).wording(language)
        return html.rendering(in: wording, with: VolatileValues(nonce: "", formToken: "")).text
    }

    private func read(_ code: String, _ typed: String, isOptional: Bool = false) throws -> TypedAnswers {
        let letters = typed.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var answers = TypedAnswers()
        answers.read(
            try question(code), isOptional: isOptional, from: FormInput(query: "q-\(code)=\(letters)"),
            today: Self.today)
        return answers
    }

    @Test("every question of the bank has a label, a name and a field of its own in both languages")
    func allKinds() throws {
        for language in [Language.vi, .en] {
            for question in try #require(Self.bank) {
                let html = try shown(QuestionField(question, inEnglish: language == .en).html, language: language)
                #expect(html.contains("name=\"q-\(question.code)\""), "\(question.code)")
                #expect(html.contains(escaped(question.text.text(inEnglish: language == .en))), "\(question.code)")
                #expect(!html.contains("dossiers."), "\(question.code)")
            }
        }
    }

    @Test("an answer that is kept is shown again as it would be typed, and is the same answer when sent")
    func roundTrip() throws {
        let answers: [(String, Answer)] = [
            ("applicant-name", .text("Nguyễn Thị Hoà")),
            ("child-birth-date", .day(CivilDay(2026, 2, 28).unsafelyUnwrapped)),
            ("business-capital", .number(150_000_000)), ("child-sex", .text("female")), ("father-known", .text("no")),
            ("business-trades", .text("Bán phở\nBán bún")),
        ]
        for (code, answer) in answers {
            #expect(try question(code).takes(answer, today: Self.today), "\(code)")
            #expect(try read(code, AnswerWords.typed(answer)).answers[code] == answer, "\(code)")
        }
        #expect(AnswerWords.typed(.day(CivilDay(2026, 2, 28).unsafelyUnwrapped)) == "28/02/2026")
    }

    @Test(
        "what is no answer says why, and stays as it was typed",
        arguments: [
            ("child-birth-date", "31/02/2026", Question.Refusal.noDay), ("child-birth-date", "24/11/2026", .inFuture),
            ("applicant-name", "An 🌊", .noName), ("applicant-name", "\u{202E}An", .noName),
            ("applicant-name", " ", .missing),
            ("applicant-identity", "0720 0100 012", .noIdentity), ("child-sex", "x", .noChoice),
            ("applicant-name", String(repeating: "a", count: 81), .tooLong),
        ])
    func refusals(code: String, typed: String, refusal: Question.Refusal) throws {
        let answers = try read(code, typed)
        #expect(answers.answers.isEmpty && answers.refusals[code] == refusal)
        let own = try question(code)
        let errors = answers.errors([code: own], inEnglish: false)
        #expect(errors["q-\(code)"] != nil)
        let html = try shown(
            QuestionField(own, typed: answers.typed[code] ?? "", error: errors["q-\(code)"], inEnglish: false).html)
        #expect(html.contains("aria-invalid=\"true\""))
        if own.kind == .date { #expect(html.contains("value=\"\(typed)\"")) }
    }

    @Test("names of one word and of 80 letters, and identity numbers with blanks, are answers")
    func taken() throws {
        #expect(try read("applicant-name", "Lan").answers["applicant-name"] == .text("Lan"))
        let long = String(repeating: "Hoà ", count: 20).trimming
        #expect(try read("applicant-name", long).answers["applicant-name"] == .text(long))
        #expect(
            try read("applicant-identity", "072 001 000 123").answers["applicant-identity"] == .text("072001000123"))
        let none = try read("applicant-email", "", isOptional: true)
        #expect(none.refusals.isEmpty && none.answers.isEmpty)
    }
}

extension String {
    fileprivate var trimming: String { String(dropLast()) }
}
