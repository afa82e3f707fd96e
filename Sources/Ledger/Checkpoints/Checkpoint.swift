// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation

/// What a log promises: so many entries, with this root (C2SP tlog-checkpoint).
/// An own fourth line says when.
package struct Checkpoint: Hashable, Sendable {
    /// The log's name: `city.example/ledger/3f9a12bc`.
    package let origin: String
    package let size: Int
    package let root: LogHash
    package let at: Instant?

    package init(origin: String, size: Int, root: LogHash, at: Instant?) {
        self.origin = origin
        self.size = size
        self.root = root
        self.at = at
    }

    /// - Returns: `nil` when the text is no checkpoint.
    package init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last == "", !lines[0].isEmpty, let size = Int(lines[1]), size >= 0,
            String(size) == lines[1], let data = Data(base64Encoded: String(lines[2])),
            let root = LogHash(bytes: [UInt8](data))
        else { return nil }
        let time = lines[3].hasPrefix("time ") ? Int64(lines[3].dropFirst(5)) : nil
        self.init(
            origin: String(lines[0]), size: size, root: root, at: time.map { Instant(microseconds: $0) })
    }

    package var text: String {
        let head = "\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\n"
        return head + (at.map { "time \($0.microseconds)\n" } ?? "")
    }
}
