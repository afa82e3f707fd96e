// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where the database is.
package enum DatabaseAddress: Hashable, Sendable, CustomStringConvertible {
    /// A file of SQLite at this path.
    case sqlite(path: String)
    /// A PostgreSQL server, as libpq reads the address.
    case postgres(url: String)

    /// `sqlite:PATH`, `postgres://…` or `postgresql://…`; `nil` for anything else.
    package init?(_ text: String) {
        if text.hasPrefix("sqlite:") {
            let path = String(text.dropFirst("sqlite:".count))
            guard !path.isEmpty else { return nil }
            self = .sqlite(path: path)
        } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(url: text)
        } else {
            return nil
        }
    }

    /// The address without a password: for logs and `vamco check`.
    package var description: String {
        switch self {
        case .sqlite(let path): return "sqlite:\(path)"
        case .postgres(let url):
            guard var parts = URLComponents(string: url) else { return "postgres:…" }
            if parts.password != nil { parts.password = "…" }
            parts.queryItems = parts.queryItems?.filter { $0.name != "password" }
            return parts.string ?? "postgres:…"
        }
    }
}
