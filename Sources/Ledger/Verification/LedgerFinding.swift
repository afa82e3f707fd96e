// SPDX-License-Identifier: Apache-2.0

package import Basics

/// One thing that is wrong with a log, and where.
package struct LedgerFinding: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The entry says something else in these columns than when it was sealed.
        case changed(columns: [String])
        /// The entry's hash is another than its content's, and no column shows why.
        case hashChanged
        /// There is no entry of this number, though later ones or a checkpoint say there was.
        case missing
        /// An entry stands here that was not here when the log was sealed.
        case extra
        /// The entry stands where another stood, and the other here.
        case swapped(with: Int)
        /// All entries from this number to `through` are gone from the end.
        case truncated(through: Int)
        /// A stored hash of the tree, over these entries, does not fit them.
        case nodeChanged(through: Int)
        /// The entries from this number to `through` are not those that were
        /// signed, though they fit together: somebody wrote their hashes anew.
        case rewritten(through: Int)
        /// Checkpoint `number` carries no signature of a key of this log, or
        /// is no checkpoint of it.
        case checkpointForged(number: Int)
        /// Checkpoint `number` is gone from between others.
        case checkpointMissing(number: Int)
        /// A copy of a checkpoint kept elsewhere knows entries up to `size`:
        /// the database is an old one.
        case rolledBack(size: Int)
        /// A copy of a checkpoint kept elsewhere, of `size` entries, has
        /// another root: there are two histories.
        case forked(size: Int)
        /// A copy of a checkpoint kept elsewhere is none of this log.
        case copyForged
        /// A file of an archive, beginning with this entry, does not follow the one before it.
        case chainBroken
    }

    /// The entry, or the first of those, it is about; `nil` for what is about none.
    package let number: Int?
    package let kind: Kind

    package init(_ number: Int?, _ kind: Kind) {
        self.number = number
        self.kind = kind
    }

    /// `changed`, `missing`, …: the same words in every language and program.
    package var word: String {
        switch kind {
        case .changed: "changed"
        case .hashChanged: "hash-changed"
        case .missing: "missing"
        case .extra: "extra"
        case .swapped: "swapped"
        case .truncated: "truncated"
        case .nodeChanged: "node-changed"
        case .rewritten: "rewritten"
        case .checkpointForged: "checkpoint-forged"
        case .checkpointMissing: "checkpoint-missing"
        case .rolledBack: "rolled-back"
        case .forked: "forked"
        case .copyForged: "copy-forged"
        case .chainBroken: "chain-broken"
        }
    }

    package var message: Message {
        var arguments: [String: Message.Argument] = [:]
        if let number { arguments["number"] = .text(String(number)) }
        switch kind {
        case .changed(let columns): arguments["columns"] = .text(columns.joined(separator: ", "))
        case .swapped(let other): arguments["other"] = .text(String(other))
        case .truncated(let last), .nodeChanged(let last), .rewritten(let last):
            arguments["last"] = .text(String(last))
        case .checkpointForged(let checkpoint), .checkpointMissing(let checkpoint):
            arguments["checkpoint"] = .text(String(checkpoint))
        case .rolledBack(let size), .forked(let size): arguments["size"] = .text(String(size))
        case .hashChanged, .missing, .extra, .copyForged, .chainBroken: break
        }
        return Message("ledger.finding.\(word)", arguments)
    }
}

/// What a check of the whole log found.
package struct LedgerReport: Hashable, Sendable {
    package var entries = 0
    package var checkpoints = 0
    package var root = LogHash.empty
    /// In the order of the log; empty when everything fits.
    package var findings: [LedgerFinding] = []
    /// Entries that have no number yet.
    package var waiting = 0
    /// Sealed entries that no checkpoint covers yet.
    package var unsigned = 0

    /// What a person is told, line by line.
    package var sentences: [Message] {
        guard findings.isEmpty else { return findings.map(\.message) }
        var sentences = [
            Message(
                "ledger.report.good",
                [
                    "entries": .count(entries), "checkpoints": .count(checkpoints), "root": .text(root.hex),
                ])
        ]
        if waiting > 0 { sentences.append(Message("ledger.report.waiting", ["count": .count(waiting)])) }
        if unsigned > 0 { sentences.append(Message("ledger.report.unsigned", ["count": .count(unsigned)])) }
        return sentences
    }
}
