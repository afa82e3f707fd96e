// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import Letters

/// The mail server that takes the city's letters on, from the settings.
package struct MailServer: Hashable, Sendable {
    /// `smtp://HOST:PORT` or `smtps://HOST:PORT`, without user.
    package let address: String
    let user: String
    let password: Secret
    /// Whether it is this machine itself, to which nobody listens in.
    let isHere: Bool

    /// - Parameters:
    ///   - text: `smtp://[USER@]HOST[:PORT]` (STARTTLS is demanded of any machine
    ///     but this one) or `smtps://[USER@]HOST[:PORT]`.
    ///   - password: The user's, where there is a user.
    /// - Returns: `nil` for anything else, also for a password in the address.
    package init?(_ text: String, password: Secret) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme, ["smtp", "smtps"].contains(scheme),
            let host = parts.host, !host.isEmpty, parts.password == nil, parts.path.isEmpty || parts.path == "/",
            parts.query == nil, parts.fragment == nil
        else { return nil }
        user = parts.user ?? ""
        guard user.isEmpty || !password.text.isEmpty else { return nil }
        self.password = password
        address = "\(scheme)://\(host):\(parts.port ?? (scheme == "smtp" ? 587 : 465))"
        isHere = ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
    }
}
