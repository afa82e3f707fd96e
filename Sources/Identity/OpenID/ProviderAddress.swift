// SPDX-License-Identifier: Apache-2.0

import Foundation

/// An address of a provider that is safe to call: `https:`, or `http:` on
/// this machine; without name and password, without fragment.
struct ProviderAddress: Hashable, Sendable {
    let text: String
    /// `host` or `host:port`, in lower case; the scheme's own port is left out.
    let authority: String

    init?(_ text: String) {
        guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 0x5C }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil, parts.password == nil,
            parts.fragment == nil
        else { return nil }
        guard scheme == "https" || scheme == "http" && Self.isThisMachine(host) else { return nil }
        self.text = text
        let own = scheme == "https" ? 443 : 80
        authority = parts.port.flatMap { $0 == own ? nil : "\(host):\($0)" } ?? host
    }

    private static func isThisMachine(_ host: String) -> Bool {
        ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
    }

    /// `name=value&…`, percent-encoded as forms and queries are.
    static func encoded(_ pairs: [(String, String)]) -> String {
        pairs.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    }

    /// RFC 3986 unreserved signs stay, everything else is percent-encoded.
    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// The address with more pairs in its query.
    func adding(_ pairs: [(String, String)]) -> String {
        text + (text.contains("?") ? "&" : "?") + Self.encoded(pairs)
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
