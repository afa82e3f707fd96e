// SPDX-License-Identifier: Apache-2.0

import Basics
package import Foundation
package import SQLStore

/// What somebody takes home: an entry's leaf, its way to a signed root, and
/// the signature. Whoever has the log's key can check it without the log.
package struct LedgerReceipt: Codable, Hashable, Sendable {
    /// `vamco-ledger-receipt/1`
    package let receipt: String
    package let number: Int
    /// In base64.
    package let leaf: String
    /// The hashes beside the way up, in hexadecimal digits.
    package let path: [String]
    /// The signed note.
    package let checkpoint: String
    /// The keys the log says it was signed with.
    package let keys: [String]

    static let form = "vamco-ledger-receipt/1"

    /// The receipt of entry `number` under the first checkpoint that covers
    /// it; `nil` while there is none.
    ///
    /// - Throws: `LedgerError.unknownEntry`.
    package static func of(_ number: Int, in tx: any Reading) throws -> LedgerReceipt? {
        guard let entry = try EntryStore.entry(number, in: tx) else { throw LedgerError.unknownEntry }
        guard let stored = try CheckpointStore.covering(number, in: tx) else { return nil }
        var tree = NodeStore.tree(size: stored.size, in: tx)
        let proof = try tree.inclusion(of: number - 1, atSize: stored.size)
        return LedgerReceipt(
            receipt: form, number: number, leaf: Data(entry.record.leaf(number: number)).base64EncodedString(),
            path: proof.path.map(\.hex), checkpoint: stored.note,
            keys: try CheckpointStore.keys(in: tx).map(\.text))
    }

    /// Reads a receipt.
    ///
    /// - Throws: `LedgerError.unreadable` for what is none.
    package init(_ data: Data) throws {
        guard data.count <= 65_536, let read = try? JSONDecoder().decode(LedgerReceipt.self, from: data),
            read.receipt == Self.form
        else { throw LedgerError.unreadable(Self.form) }
        self = read
    }

    private init(
        receipt: String, number: Int, leaf: String, path: [String], checkpoint: String, keys: [String]
    ) {
        self.receipt = receipt
        self.number = number
        self.leaf = leaf
        self.path = path
        self.checkpoint = checkpoint
        self.keys = keys
    }

    /// What the log promised over this entry.
    package var promised: Checkpoint? { SignedNote(checkpoint).flatMap { Checkpoint(text: $0.text) } }

    package var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
    }
}

extension LedgerReceipt {
    /// What a receipt turns out to be.
    package struct Judgement: Hashable, Sendable {
        package enum Outcome: String, Sendable {
            /// The proof holds and one of the trusted keys signed.
            case holds
            /// The proof holds under a signature of a log that is not trusted here.
            case unknownLog = "unknown-log"
            /// The signature is none of the keys that the log has.
            case forged
            /// The leaf does not lead to the signed root.
            case altered
        }

        package let outcome: Outcome
        package let entry: SealedEntry?
        package let checkpoint: Checkpoint?
    }

    /// Checks the receipt against keys that are known to be a log's.
    package func judgement(trusting keys: [VerifierKey], origin: String?) -> Judgement {
        let note = SignedNote(checkpoint)
        let promised = note.flatMap { Checkpoint(text: $0.text) }
        let bytes = Data(base64Encoded: leaf).map { [UInt8]($0) } ?? []
        let read = EntryRecord.read(leaf: bytes)
        let entry = read.map { SealedEntry(number: $0.number, record: $0.record, hash: .leaf(bytes)) }
        let hashes = path.compactMap { [UInt8](hex: $0).flatMap { LogHash(bytes: $0) } }
        func judged(_ outcome: Judgement.Outcome) -> Judgement {
            Judgement(outcome: outcome, entry: entry, checkpoint: promised)
        }
        guard let note, let promised, let entry, entry.number == number, number > 0, hashes.count == path.count,
            InclusionProof(place: number - 1, size: promised.size, path: hashes)
                .leads(from: entry.hash, to: promised.root)
        else { return judged(.altered) }
        if promised.origin == origin { return judged(keys.contains(where: note.isSigned(by:)) ? .holds : .forged) }
        let named = self.keys.compactMap(VerifierKey.init(text:))
        return judged(named.contains(where: note.isSigned(by:)) ? .unknownLog : .forged)
    }
}
