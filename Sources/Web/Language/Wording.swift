// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How one reader is spoken to: language, and the city's zone of time.
package struct Wording: Sendable {
    package let language: Language
    package let zone: CivilZone
    private let translations: Translations

    package init(_ translations: Translations, language: Language, zone: CivilZone) {
        self.translations = translations
        self.language = language
        self.zone = zone
    }

    /// The words of `message`. A key without words is shown in brackets, so
    /// that it is seen in tests and never mistaken for text.
    package func text(of message: Message) -> String {
        guard let template = translations.template(of: message.key, in: language) else {
            return "[\(message.key)]"
        }
        var text = ""
        for part in template.parts {
            switch part {
            case .text(let words): text += words
            case .place(let name): text += message.arguments[name].map(self.text(of:)) ?? "{\(name)}"
            case .choice(let name, let one, let other):
                if case .count(1)? = message.arguments[name] { text += one } else { text += other }
            }
        }
        return text
    }

    private func text(of argument: Message.Argument) -> String {
        switch argument {
        case .text(let text): text
        case .count(let count): self.text(of: Double(count), decimals: 0)
        case .number(let number, let decimals): self.text(of: number, decimals: decimals)
        case .instant(let moment): self.text(of: moment, .minute)
        case .day(let day): self.text(of: day)
        case .message(let message): self.text(of: message)
        }
    }

    /// `1.234,5` in Vietnamese, `1,234.5` in English; half is rounded away
    /// from zero on the decimal digits, a true minus sign, never `-0`.
    package func text(of number: Double, decimals: Int) -> String {
        guard number.isFinite else { return "–" }
        let digits = decimalDigits(of: abs(number), decimals: decimals)
        let whole = digits.whole
        let (group, point) = language == .vi ? (".", ",") : (",", ".")
        var text = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { text += group }
            text.append(digit)
        }
        if !digits.fraction.isEmpty { text += point + digits.fraction }
        let isZero = (whole + digits.fraction).allSatisfy { $0 == "0" }
        return number < 0 && !isZero ? "\u{2212}" + text : text
    }

    package func text(of day: CivilDay) -> String {
        let (year, month, day) = day.parts
        switch language {
        case .vi: return "\(two(day))/\(two(month))/\(year)"
        case .en: return "\(day) \(Self.englishMonths[month - 1]) \(year)"
        }
    }

    package func text(of moment: Instant, _ style: InstantStyle) -> String {
        let time = zone.time(of: moment)
        let clock = "\(two(time.hour)):\(two(time.minute))"
        switch style {
        case .clock: return clock
        case .date: return text(of: time.day)
        case .minute: return "\(text(of: time.day)) \(clock)"
        case .second: return "\(text(of: time.day)) \(clock):\(two(time.second))"
        }
    }

    private static let englishMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

/// The decimal digits of a number that is not negative, rounded half up on
/// its shortest decimal form: 109.5 gives 110 and 2.675 gives 2.68, as a
/// person with the printed number would round.
func decimalDigits(of number: Double, decimals: Int) -> (whole: String, fraction: String) {
    guard number < 1e15 else { return (String(format15(number)), "") }
    var text = "\(number)"
    if text.contains("e") { text = number < 1e-4 ? "0.0" : text }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var whole = Array(parts[0].utf8.map { Int($0) - 48 })
    var fraction = parts.count > 1 ? Array(parts[1].utf8.map { Int($0) - 48 }) : []
    let roundsUp = fraction.count > decimals && fraction[decimals] >= 5
    fraction = Array(fraction.prefix(decimals))
    while fraction.count < decimals { fraction.append(0) }
    if roundsUp {
        var digits = whole + fraction
        var index = digits.count - 1
        while index >= 0 {
            digits[index] += 1
            if digits[index] < 10 { break }
            digits[index] = 0
            index -= 1
        }
        if index < 0 { digits.insert(1, at: 0) }
        fraction = Array(digits.suffix(decimals))
        whole = Array(digits.dropLast(decimals))
    }
    return (whole.map(String.init).joined(), fraction.map(String.init).joined())
}

private func format15(_ number: Double) -> String {
    number < 9e18 ? String(Int64(number)) : "\(number)"
}
