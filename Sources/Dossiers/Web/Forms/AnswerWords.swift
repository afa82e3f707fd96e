// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// How an answer is read, and how it would be typed again.
enum AnswerWords {
    static func html(_ answer: Answer, to question: Question?, inEnglish: Bool) -> HTML {
        switch answer {
        case .day(let day): "\(day)"
        case .number(let number):
            question?.kind == .money
                ? "\(say: "dossiers.fee.vnd", ["count": .count(Int(clamping: number))])"
                : "\(say: "dossiers.form.count", ["count": .count(Int(clamping: number))])"
        case .text(let text):
            switch question?.kind {
            case .yes: "\(say: text == "yes" ? "dossiers.form.yes" : "dossiers.form.no")"
            case .choice:
                "\(question?.options.first { $0.code == text }?.name.text(inEnglish: inEnglish) ?? text)"
            // Whichever way a name is written, what stands beside it stays in its place.
            default:
                HTML.each(text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()) { place, line in
                    "\(place > 0 ? "<br>" as HTML : nil)<bdi>\(String(line))</bdi>"
                }
            }
        }
    }

    /// The same as part of a sentence.
    static func argument(_ answer: Answer, to question: Question, inEnglish: Bool) -> Message.Argument {
        switch answer {
        case .day(let day): .day(day)
        case .number(let number): .count(Int(clamping: number))
        case .text(let text):
            switch question.kind {
            case .yes: .message(Message(text == "yes" ? "dossiers.form.yes" : "dossiers.form.no"))
            case .choice:
                .text(question.options.first { $0.code == text }?.name.text(inEnglish: inEnglish) ?? text)
            default: .text(text)
            }
        }
    }

    /// The text that, typed, is this answer.
    static func typed(_ answer: Answer) -> String {
        switch answer {
        case .text(let text): return text
        case .number(let number): return String(number)
        case .day(let day):
            let parts = day.iso8601.split(separator: "-").map(String.init)
            return parts.count == 3 ? "\(parts[2])/\(parts[1])/\(parts[0])" : day.iso8601
        }
    }
}

extension Question {
    /// The words for an answer that does not fit: the question's own, or those of the kind.
    func message(of refusal: Refusal, inEnglish: Bool) -> Message {
        guard refusal != .missing, let message else { return refusal.message }
        return QuestionField.words(message, inEnglish: inEnglish)
    }

    /// Whether an answer that was kept still is one, as when the question has changed meanwhile.
    func takes(_ answer: Answer, today: CivilDay) -> Bool {
        (try? self.answer(from: AnswerWords.typed(answer), today: today)) == answer
    }
}
