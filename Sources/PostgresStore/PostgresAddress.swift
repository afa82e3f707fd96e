// SPDX-License-Identifier: Apache-2.0

import Foundation
import SQLStore

/// Where a database is: a libpq URI, in which `schema=` names the schema that
/// holds the tables (`public` without it).
struct PostgresAddress: Sendable {
    /// What libpq is given.
    let uri: String
    let schema: String

    init(_ text: String) throws {
        guard var components = URLComponents(string: text),
            components.scheme == "postgres" || components.scheme == "postgresql"
        else { throw StoreError.connectionLost("no address of a PostgreSQL database") }
        var items = components.queryItems ?? []
        schema = items.first { $0.name == "schema" }?.value ?? "public"
        guard !schema.isEmpty, schema.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
            throw StoreError.connectionLost("a schema's name has letters, digits and _ only")
        }
        items.removeAll { $0.name == "schema" }
        // A server that vanished without a word is noticed within a minute.
        let defaults = [
            "connect_timeout": "10", "application_name": "vamco", "client_encoding": "UTF8",
            "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
            "tcp_user_timeout": "30000",
        ]
        for (name, value) in defaults where !items.contains(where: { $0.name == name }) {
            items.append(URLQueryItem(name: name, value: value))
        }
        components.queryItems = items.sorted { $0.name < $1.name }
        guard let uri = components.string else {
            throw StoreError.connectionLost("no address of a PostgreSQL database")
        }
        self.uri = uri
    }
}
