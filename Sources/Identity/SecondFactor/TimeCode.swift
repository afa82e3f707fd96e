// SPDX-License-Identifier: Apache-2.0

package import Basics
import Crypto
import Foundation

/// Codes that change with time (TOTP, RFC 6238): six digits of HMAC-SHA-1
/// every thirty seconds, which is what every authenticator application knows.
package enum TimeCode {
    package static let period: Int64 = 30
    package static let digits = 6
    /// 160 bits, as RFC 4226 section 4 recommends.
    static let secretLength = 20

    /// Which thirty seconds `moment` lies in.
    static func step(at moment: Instant) -> Int64 { floorDivide(moment.seconds, period) }

    static func code(of secret: [UInt8], step: Int64) -> String {
        code(of: secret, counter: step, digits: digits, with: Insecure.SHA1.self)
    }

    /// The code for a clock that may be one step fast or slow (RFC 6238
    /// section 5.2): the step `typed` belongs to, or `nil`. Every step is
    /// compared whole, so the time taken tells nothing.
    static func step(of typed: String, secret: [UInt8], at moment: Instant) -> Int64? {
        let digits = typed.filter { $0 != " " }
        guard digits.utf8.count == Self.digits, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        let now = step(at: moment)
        var found: Int64?
        for step in [now - 1, now + 1, now] {
            let difference = zip(code(of: secret, step: step).utf8, digits.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            if difference == 0 { found = step }
        }
        return found
    }

    /// HOTP of RFC 4226 section 5.3 over any hash.
    static func code<Hash: HashFunction>(
        of secret: [UInt8], counter: Int64, digits: Int, with hash: Hash.Type
    ) -> String {
        let message = withUnsafeBytes(of: counter.bigEndian) { [UInt8]($0) }
        let mac = [UInt8](HMAC<Hash>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        var modulus: UInt32 = 1
        for _ in 0..<digits { modulus *= 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// What an authenticator application reads from the picture.
    static func address(of secret: [UInt8], login: String, issuer: String) -> String {
        func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        let name = encoded(issuer)
        return "otpauth://totp/\(name):\(encoded(login))?secret=\(Base32.text(of: secret))&issuer=\(name)"
    }
}
