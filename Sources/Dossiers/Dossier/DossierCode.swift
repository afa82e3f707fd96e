// SPDX-License-Identifier: Apache-2.0

import Basics

/// What a dossier is called by (TT 01/2018/TT-VPCP, article 19): the agency,
/// the day it was handed in, its number of that day.
enum DossierCode {
    static func text(agency: String, day: CivilDay, number: Int) -> String {
        let (year, month, date) = day.parts
        return "\(agency)-\(two(year % 100))\(two(month))\(two(date))-"
            + String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number)
    }

    /// As it is typed: small letters and blanks are forgiven.
    static func typed(_ text: String) -> String { text.uppercased().filter { !$0.isWhitespace } }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

/// What shows, with the code, whoever asks after a dossier without signing in:
/// ten signs of Crockford's thirty-two, fifty bits.
enum LookUpKey {
    private static let length = 10

    static func fresh(using generator: inout some RandomNumberGenerator) -> String {
        Crockford.random(length, using: &generator)
    }

    /// Whether what somebody typed is this key, compared in the same time wherever they differ.
    static func isSame(_ key: String, typed: String) -> Bool {
        guard let typed = Crockford.typed(typed, length: length) else { return false }
        let (left, right) = (Array(key.utf8), Array(typed.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
