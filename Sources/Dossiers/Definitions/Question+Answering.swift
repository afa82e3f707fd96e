// SPDX-License-Identifier: Apache-2.0

package import Basics

extension Question {
    /// What is wrong with an answer.
    package enum Refusal: String, CaseIterable, Error, Hashable, Sendable {
        case missing, tooShort = "too-short", tooLong = "too-long", tooSmall = "too-small", tooGreat = "too-great"
        case noNumber = "no-number", noDay = "no-day", inFuture = "in-future", noChoice = "no-choice"
        case noIdentity = "no-identity", noPhone = "no-phone", noEmail = "no-email", noName = "no-name"

        package var message: Message { Message("dossiers.answer.\(rawValue)") }
    }

    /// The answer that was typed.
    ///
    /// Blanks in digits, both ways of writing a day and dots between thousands
    /// are taken; a name keeps its letters and marks, and has no sign that turns
    /// the direction of writing or is a picture.
    package func answer(from typed: String, today: CivilDay) throws(Refusal) -> Answer {
        let text = typed.tidied(lines: kind == .lines)
        guard !text.isEmpty else { throw .missing }
        switch kind {
        case .text, .lines, .address, .file: return .text(try bounded(text))
        case .name: return .text(try bounded(Self.name(text)))
        case .identity:
            let digits = text.filter { $0 != " " && $0 != "." }
            guard digits.utf8.count == 12, digits.utf8.allSatisfy(\.isDigit) else { throw .noIdentity }
            return .text(digits)
        case .phone:
            let digits = text.filter { !" .-()".contains($0) }
            let own = digits.hasPrefix("+84") ? "0" + digits.dropFirst(3) : digits
            guard (10...11).contains(own.utf8.count), own.utf8.first == UInt8(ascii: "0"),
                own.utf8.allSatisfy(\.isDigit)
            else { throw .noPhone }
            return .text(own)
        case .email:
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix("."),
                !parts[1].hasSuffix("."), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else { throw .noEmail }
            return .text(try bounded(text))
        case .date:
            guard let day = CivilDay(typed: text), day.year >= 1900 else { throw .noDay }
            if isPast, day > today { throw .inFuture }
            return .day(day)
        case .number, .money:
            let digits = text.filter { $0 != " " && $0 != "." }
            guard let number = Int64(digits) else { throw .noNumber }
            let bounds = bounds
            if number < bounds.least { throw .tooSmall }
            if number > bounds.most { throw .tooGreat }
            return .number(number)
        case .choice:
            guard options.contains(where: { $0.code == text }) else { throw .noChoice }
            return .text(text)
        case .yes:
            guard ["yes", "no"].contains(text) else { throw .noChoice }
            return .text(text)
        }
    }

    private func bounded(_ text: String) throws(Refusal) -> String {
        let bounds = bounds
        if text.count < bounds.least { throw .tooShort }
        if text.count > bounds.most { throw .tooLong }
        return text
    }

    /// Letters, their marks, blanks, hyphens, apostrophes and full stops.
    private static func name(_ text: String) throws(Refusal) -> String {
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .otherLetter, .titlecaseLetter, .modifierLetter, .nonspacingMark:
                continue
            default: guard " -'’.".unicodeScalars.contains(scalar) else { throw .noName }
            }
        }
        return text
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
