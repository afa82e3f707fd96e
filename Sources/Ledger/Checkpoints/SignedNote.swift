// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// A text and signatures under it, as C2SP's signed-note writes them:
/// the text, an empty line, and a line `— name base64` for each signature.
package struct SignedNote: Hashable, Sendable {
    package struct Signature: Hashable, Sendable {
        package let name: String
        /// Four bytes that tell keys of one name apart.
        package let keyID: [UInt8]
        package let bytes: [UInt8]

        package init(name: String, keyID: [UInt8], bytes: [UInt8]) {
            self.name = name
            self.keyID = keyID
            self.bytes = bytes
        }

        /// `— name base64`
        package var line: String { "\u{2014} \(name) \(Data(keyID + bytes).base64EncodedString())\n" }

        package init?(line: some StringProtocol) {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "\u{2014}", !parts[1].isEmpty,
                let data = Data(base64Encoded: String(parts[2])), data.count > 4
            else { return nil }
            self.init(name: String(parts[1]), keyID: [UInt8](data.prefix(4)), bytes: [UInt8](data.dropFirst(4)))
        }
    }

    /// Ends in a line break.
    package let text: String
    package var signatures: [Signature]

    package init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// - Returns: `nil` for what is no signed note, or longer than 64 KiB.
    package init?(_ whole: String) {
        guard whole.utf8.count <= 65_536, let gap = whole.range(of: "\n\n", options: .backwards) else { return nil }
        let lines = whole[gap.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.last == "", lines.count > 1, lines.count < 100 else { return nil }
        var signatures: [Signature] = []
        for line in lines.dropLast() {
            guard let signature = Signature(line: line) else { return nil }
            signatures.append(signature)
        }
        self.init(text: String(whole[..<gap.lowerBound]) + "\n", signatures: signatures)
    }

    package var whole: String { text + "\n" + signatures.map(\.line).joined() }

    /// Whether `key` signed it.
    package func isSigned(by key: VerifierKey) -> Bool {
        signatures.contains { signature in
            signature.name == key.name && signature.keyID == key.keyID
                && key.verifies(signature.bytes, of: [UInt8](text.utf8))
        }
    }
}
