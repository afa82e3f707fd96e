// SPDX-License-Identifier: Apache-2.0

import Basics

/// Eight digits sent to an e-mail address, good once, for minutes, in the
/// browser that asked for them.
///
/// Whoever reads somebody's letter gains nothing without that browser; whoever
/// lures somebody to a sign-in of their own gains nothing either.
struct EmailCode: Hashable, Sendable {
    static let length = 8
    /// Wrong codes after which another has to be asked for (ASVS 5.0, 6.6.3).
    static let tries = 5

    let digits: String

    /// A new code, every one as likely as any other.
    init() {
        var generator = SystemRandomNumberGenerator()
        digits = (0..<Self.length).map { _ in String(UInt8.random(in: 0...9, using: &generator)) }.joined()
    }

    /// What somebody typed, with blanks and dashes as they like.
    init?(typed: String) {
        let digits = typed.filter { !$0.isWhitespace && $0 != "-" && $0 != "." }
        guard digits.count == Self.length, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        self.digits = digits
    }

    /// In fours, to be read.
    var grouped: String { digits.prefix(4) + " " + digits.suffix(4) }

    /// What the database keeps: without the browser's token, which it does not
    /// have, none of the hundred million codes can be tried against it.
    func digest(with token: SessionToken) -> String { SessionToken.digest(of: token.text + "\n" + digits) }
}
