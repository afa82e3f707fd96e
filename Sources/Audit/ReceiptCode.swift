// SPDX-License-Identifier: Apache-2.0

import Ledger
import Web

/// What a printed receipt's code leads to: an entry's number, and a secret of
/// this city over number and hash. Hashes alone open nothing: the proofs of
/// the ledger, which are everybody's, are made of them.
struct ReceiptCode: Sendable {
    let secret: SiteSecret

    private static let purpose = "receipt-code"

    /// The address of `entry`, on this server.
    func address(of entry: SealedEntry) -> Address {
        "/verify/\(String(entry.number))/\(secret.code(of: Self.text(of: entry), for: Self.purpose))"
    }

    func isCode(_ candidate: String, of entry: SealedEntry) -> Bool {
        secret.isCode(candidate, of: Self.text(of: entry), for: Self.purpose)
    }

    private static func text(of entry: SealedEntry) -> String { "\(entry.number) \(entry.hash.hex)" }
}
