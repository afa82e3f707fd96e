// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What is kept sealed about a person beside the name.
package enum PersonalField: String, CaseIterable, Sendable {
    /// The personal identification number, twelve digits (Law on identification
    /// 2023, article 12), or an old identity card's nine.
    case identityNumber = "identity-number"
    case phone
    case email
    case address

    package var name: Message { Message("identity.personal.field.\(rawValue)") }

    /// The one form in which a value is kept and searched for.
    ///
    /// - Throws: `PersonalError.malformed`.
    package func settled(_ typed: String) throws -> String {
        let text = typed.tidied().split(separator: " ").joined(separator: " ")
        let settled: String? =
            switch self {
            case .identityNumber: Self.identityNumber(text)
            case .phone: Self.phone(text)
            case .email: Self.email(text)
            case .address: (5...300).contains(text.count) ? text : nil
            }
        guard let settled else { throw PersonalError.malformed(self) }
        return settled
    }

    private static func identityNumber(_ text: String) -> String? {
        let digits = text.filter { $0 != " " && $0 != "." }
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), [9, 12].contains(digits.count) else { return nil }
        return digits
    }

    /// `+84 912 345 678` and `0912.345.678` are one number.
    private static func phone(_ text: String) -> String? {
        var digits = text.filter { !" .-()".contains($0) }
        for prefix in ["+84", "0084"] where digits.hasPrefix(prefix) {
            digits = "0" + digits.dropFirst(prefix.count)
        }
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits.hasPrefix("0"), (10...11).contains(digits.count)
        else { return nil }
        return digits
    }

    private static func email(_ text: String) -> String? {
        let halves = text.lowercased().split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, (1...64).contains(halves[0].count), halves[1].contains("."),
            halves[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty }),
            text.count <= 254, !text.contains(where: { $0.isWhitespace || "<>,;\"".contains($0) })
        else { return nil }
        return text.lowercased()
    }

    /// What is shown to whoever does not need the whole: enough to tell two
    /// apart, too little to use.
    package func masked(_ value: String) -> String {
        let dots = "•••"
        switch self {
        case .identityNumber, .phone: return dots + value.suffix(3)
        case .email:
            let halves = value.split(separator: "@")
            return (halves.first?.prefix(1) ?? "") + dots + "@" + (halves.last ?? "")
        case .address:
            let parts = value.split(separator: ",")
            return parts.count > 1 ? dots + "," + (parts.last ?? "") : dots
        }
    }
}
