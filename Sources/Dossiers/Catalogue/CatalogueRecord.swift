// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation

/// A procedure as a source describes it, with what tells one version of its
/// words from the next.
package struct CatalogueRecord: Hashable, Sendable {
    package let procedure: Procedure
    /// SHA-256 of the source's own words, without addresses: a record that was
    /// fetched from elsewhere or is read more cleverly is no new version.
    package let digest: String

    init(_ procedure: Procedure, digest: String) {
        self.procedure = procedure
        self.digest = digest
    }

    /// A record without source text: its words are those of the procedure.
    init(_ procedure: Procedure) {
        var bare = procedure
        bare.source = ""
        self.init(procedure, digest: Self.digest(of: ["procedure": bare.stored]))
    }

    /// - Parameter words: The source's fields as they came, in any order.
    static func digest(of words: [String: String]) -> String {
        var sum = SHA256()
        for (name, text) in words.sorted(by: { $0.key < $1.key }) {
            for part in [name, text.nfc] { sum.update(data: Data("\(part.utf8.count):\(part)".utf8)) }
        }
        return sum.finalize().hex
    }
}

extension Procedure {
    /// The form a version is kept in: JSON with sorted keys.
    var stored: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
