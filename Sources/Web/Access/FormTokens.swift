// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation

/// Tokens that prove a form came from a page of this site (CSRF).
///
/// A token belongs to the browser's form cookie and to its session, so it
/// ends with the session. Each page masks it with other random bytes: a
/// compressed page then tells nothing about it (BREACH).
struct FormTokens: Sendable {
    private let key: SymmetricKey

    init(secret: SiteSecret) { key = SymmetricKey(data: secret.bytes) }

    func token(cookie: String, session: String?) -> String {
        let plain = proof(cookie: cookie, session: session)
        let mask = Self.randomBytes(plain.count)
        return Data(mask + zip(plain, mask).map { $0 ^ $1 }).base64ForAddress
    }

    func isToken(_ text: String, cookie: String, session: String?) -> Bool {
        let plain = proof(cookie: cookie, session: session)
        guard let data = Data(base64ForAddress: text), data.count == plain.count * 2 else { return false }
        let bytes = [UInt8](data)
        let unmasked = zip(bytes[..<plain.count], bytes[plain.count...]).map { $0 ^ $1 }
        // Every byte is compared: the time taken tells nothing.
        return zip(unmasked, plain).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Names a browser and session in entity tags without giving either away.
    func binding(cookie: String, session: String?) -> String {
        Data(proof(cookie: "tag " + cookie, session: session).prefix(12)).base64ForAddress
    }

    /// `text` with a proof that this site wrote it.
    func signed(_ text: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(("sign " + text).utf8), using: key)
        return Data(text.utf8).base64ForAddress + "." + Data(code).base64ForAddress
    }

    /// The text of what `signed` gave, or `nil`.
    func opened(_ signed: String) -> String? {
        let parts = signed.split(separator: ".")
        guard parts.count == 2, let text = Data(base64ForAddress: String(parts[0])),
            let code = Data(base64ForAddress: String(parts[1])),
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data("sign ".utf8) + text, using: key)
        else { return nil }
        return String(data: text, encoding: .utf8)
    }

    private func proof(cookie: String, session: String?) -> [UInt8] {
        let text = "form \(cookie) \(session ?? "")"
        return Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
    }

    private static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
