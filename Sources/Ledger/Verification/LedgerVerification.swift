// SPDX-License-Identifier: Apache-2.0

import Basics
package import SQLStore

/// Recomputes a stored log from its first entry to its last.
package struct LedgerVerification: Sendable {
    /// Keys that somebody vouches for. When there are none, the first key the
    /// database names is believed, and those that followed it by a checkpoint
    /// signed with both.
    var trusted: [VerifierKey]
    /// Checkpoints kept elsewhere: beside the database, by a witness, on paper.
    var copies: [String]

    package init(trusted: [VerifierKey] = [], copies: [String] = []) {
        self.trusted = trusted
        self.copies = copies
    }

    /// Checks everything in one consistent state of the database.
    ///
    /// - Complexity: O(*n*): each entry is read and hashed once.
    package func report(on tx: any Reading) throws -> LedgerReport {
        var report = LedgerReport()
        var double: [SignedNote] = []
        try CheckpointStore.each(in: tx) { stored in
            // A line for each signature: two only where a key gave way to another.
            if let note = SignedNote(stored.note), note.signatures.count > 1 { double.append(note) }
        }
        // A copy tells of a change of keys too: an old database may hold none that does.
        double += copies.compactMap(SignedNote.init)
        let chain = KeyChain(trusted: trusted, named: try CheckpointStore.keys(in: tx), notes: double)
        var promises: [LogCheck.Promise] = []
        var forged: [LedgerFinding] = []
        var lastNumber = 0
        let origin = try CheckpointStore.log(in: tx)?.origin
        try CheckpointStore.each(in: tx) { stored in
            if stored.number != lastNumber + 1 {
                forged.append(LedgerFinding(nil, .checkpointMissing(number: lastNumber + 1)))
            }
            lastNumber = stored.number
            report.checkpoints += 1
            guard let checkpoint = chain.checkpoint(stored.note), checkpoint.origin == origin,
                checkpoint.size == stored.size, checkpoint.at == stored.signedAt,
                checkpoint.size >= promises.last?.size ?? 0
            else {
                forged.append(LedgerFinding(nil, .checkpointForged(number: stored.number)))
                return
            }
            promises.append(LogCheck.Promise(size: checkpoint.size, root: checkpoint.root))
        }
        let (outside, strangers) = outsideCheckpoints(chain, of: origin)
        forged += strangers

        var check = LogCheck(promises: promises, watching: outside)
        try tx.each("SELECT \(EntryStore.columns), marks FROM ledger_entry ORDER BY number") { row in
            guard !check.isOver else { return }
            let entry = LogCheck.Entry(
                number: try row.get(0), record: try InboxStore.record(row, from: 2),
                hash: LogHash(bytes: try row.get(1)) ?? .empty,
                marks: EntryMarks(stored: try row.get(3 + 1 + LedgerColumn.allCases.count)))
            check.add(entry)
        }
        check.finish()
        report.entries = check.isOver ? try EntryStore.count(in: tx) : check.frontier.count
        report.root = check.frontier.root
        report.findings = try Diagnosis(tx: tx).explained(check.findings)
        if !check.isBroken { report.findings += try nodeFindings(check, in: tx) }
        report.findings += forged
        report.findings += check.outsideFindings(entries: report.entries)
        report.waiting = try tx.value("SELECT count(*) FROM ledger_inbox") ?? 0
        report.unsigned = max(0, report.entries - (promises.last?.size ?? 0))
        return report
    }

    /// The checkpoints kept elsewhere, and those that are none of this log.
    func outsideCheckpoints(
        _ chain: KeyChain, of origin: String?
    ) -> (known: [Checkpoint], strangers: [LedgerFinding]) {
        let known = copies.compactMap(chain.checkpoint).filter { $0.origin == origin }
        return (known, Array(repeating: LedgerFinding(nil, .copyForged), count: copies.count - known.count))
    }

    private func nodeFindings(_ check: LogCheck, in tx: any Reading) throws -> [LedgerFinding] {
        var stored: [Int: [Int: [UInt8]]] = [:]
        try tx.each("SELECT level, place, hash FROM ledger_node ORDER BY level, place") { row in
            stored[try row.get(0), default: [:]][try row.get(1)] = try row.get(2, as: [UInt8].self)
        }
        var findings: [LedgerFinding] = []
        for level in Set(check.nodes.keys).union(stored.keys).sorted() {
            var rest = stored[level] ?? [:]
            for (place, hash) in (check.nodes[level] ?? []).enumerated()
            where rest.removeValue(forKey: place) != hash.bytes {
                findings.append(
                    LedgerFinding((place << level) + 1, .nodeChanged(through: (place + 1) << level)))
            }
            for place in rest.keys.sorted() {
                findings.append(
                    LedgerFinding((place << level) + 1, .nodeChanged(through: (place + 1) << level)))
            }
        }
        return Array(findings.prefix(LogCheck.mostFindings))
    }
}
