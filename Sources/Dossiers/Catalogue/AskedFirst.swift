// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation

/// The procedures the city puts before all others, in its order, as a table
/// with a source for each row: what nearly everybody comes for.
package struct AskedFirst: Sendable {
    package let codes: [String]

    /// Why a table cannot be used: a mistake of whoever wrote it, which stops the start.
    package enum Failure: Error, Hashable, Sendable {
        case unreadable(HeadedTable.Failure)
        case malformed(line: Int)
    }

    /// - Throws: `Failure`.
    package init(table: String) throws {
        let table = HeadedTable(table, needing: ["procedure", "source"], limit: 100)
        if let failure = table.failure { throw Failure.unreadable(failure) }
        codes = try table.rows.reduce(into: []) { codes, row in
            guard !row["procedure"].isEmpty, !row["source"].isEmpty, !codes.contains(row["procedure"]) else {
                throw Failure.malformed(line: row.line)
            }
            codes.append(row["procedure"])
        }
    }

    package static func shipped() throws -> AskedFirst {
        let file = DossiersResources.reference.appendingPathComponent("procedures/asked-first.csv")
        return try AskedFirst(table: try String(contentsOf: file, encoding: .utf8))
    }
}
