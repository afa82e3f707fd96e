// SPDX-License-Identifier: Apache-2.0

/// A mobile telephone number of Viet Nam, as people type it: `0912 345 678`,
/// `+84 912.345.678`. Nine digits after the country's code, the first of them
/// 3, 5, 7, 8 or 9 (numbering plan of TT 22/2014/TT-BTTTT, in use since 2018).
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    /// `84912345678`
    package let digits: String

    /// - Returns: `nil` for what no mobile telephone can have.
    package init?(_ typed: String) {
        let signs = typed.filter { !" .-()\u{A0}".contains($0) }
        let rest = ["+84", "0084", "84", "0"].lazy.compactMap { start in
            signs.hasPrefix(start) ? signs.dropFirst(start.count) : nil
        }.first
        guard let rest, rest.count == 9, rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let first = rest.first, "35789".contains(first)
        else { return nil }
        digits = "84" + rest
    }

    package var description: String { "+" + digits }

    /// `…678`: enough to tell two numbers apart.
    package var masked: String { "…" + digits.suffix(3) }
}
