// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// How lists of the API are cut into pages: `limit` and `after`.
enum APIPaging {
    static let usual = 500
    /// A larger `limit` is served as this.
    static let cap = 1_000
    /// Rows of a CSV file; more than a year of hours.
    static let csvCap = 10_000

    /// - Throws: `RequestError.badLimit` for anything but a whole number from 1.
    static func limit(in query: FormInput, usual: Int = usual, cap: Int = cap) throws(RequestError) -> Int {
        guard let text = query.value("limit") else { return usual }
        guard let limit = Int(text), limit >= 1 else { throw .badLimit(text) }
        return min(limit, cap)
    }

    /// - Throws: `RequestError.badCursor` for a text no list of ours gave out.
    static func cursor(in query: FormInput, parts: Int) throws(RequestError) -> Cursor? {
        guard let text = query.value("after") else { return nil }
        guard let cursor = Cursor(encoded: text), cursor.parts.count == parts else { throw .badCursor }
        return cursor
    }
}
