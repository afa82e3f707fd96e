// SPDX-License-Identifier: Apache-2.0

import SQLStore

/// Finds out what happened to an entry that is not what it was: whether it
/// changed places, came from outside, or its neighbours moved up.
struct Diagnosis {
    let tx: any Reading

    /// `findings` with better words where the log itself tells more.
    func explained(_ findings: [LedgerFinding]) throws -> [LedgerFinding] {
        guard let first = findings.first, let number = first.number else { return findings }
        switch first.kind {
        case .changed, .hashChanged:
            guard let better = try reason(of: number) else { return findings }
            // Whoever moved one entry moved others: they are the same finding.
            return [better] + findings.dropFirst().filter { !isConsequence($0, of: better) }
        default:
            return findings
        }
    }

    private func isConsequence(_ finding: LedgerFinding, of first: LedgerFinding) -> Bool {
        switch first.kind {
        case .swapped(let other): finding.number == other
        case .extra, .missing: true
        default: false
        }
    }

    private func reason(of number: Int) throws -> LedgerFinding? {
        guard let own = try entry(number) else { return nil }
        let marks = EntryMarks(of: own.record, number: number)
        // Its row was given another number.
        if let real = try realNumber(own), real != number {
            if real == number + 1, isShifted(from: number + 1) { return LedgerFinding(number, .missing) }
            if real == number - 1 { return LedgerFinding(real, .extra) }
            return LedgerFinding(number, .swapped(with: real))
        }
        // Its content is that of another entry, which may have this one's.
        if let other = try place(ofMarks: marks.content, besides: number), let there = try entry(other),
            EntryMarks(of: there.record, number: other).content == own.marks.content
        {
            return LedgerFinding(min(number, other), .swapped(with: max(number, other)))
        }
        // A stranger was put in and the rest moved down.
        if let next = try entry(number + 1), try realNumber(next) == number { return LedgerFinding(number, .extra) }
        return nil
    }

    /// Whether the entry that is now `number`, if there is one, was the next.
    private func isShifted(from number: Int) -> Bool {
        guard let next = try? entry(number) else { return true }
        return (try? realNumber(next)) == number + 1
    }

    /// The number with which an entry's stored hash was made.
    private func realNumber(_ entry: Stored) throws -> Int? {
        let marks = EntryMarks(of: entry.record, number: entry.number)
        guard marks.content == entry.marks.content else { return nil }
        if entry.record.hash(number: entry.number) == entry.hash { return entry.number }
        let last = try EntryStore.count(in: tx) + 1
        let wanted = entry.marks.bytes.prefix(4)
        for number in 1...last
        where EntryMarks.numberMark(number).elementsEqual(wanted) && entry.record.hash(number: number) == entry.hash {
            return number
        }
        return nil
    }

    private struct Stored {
        let number: Int
        let record: EntryRecord
        let hash: LogHash
        let marks: EntryMarks
    }

    private func entry(_ number: Int) throws -> Stored? {
        try tx.row("SELECT \(EntryStore.columns), marks FROM ledger_entry WHERE number = \(number)").map { row in
            Stored(
                number: number, record: try InboxStore.record(row, from: 2),
                hash: LogHash(bytes: try row.get(1)) ?? .empty,
                marks: EntryMarks(stored: try row.get(4 + LedgerColumn.allCases.count)))
        }
    }

    /// The entry whose stored marks are these, its number aside.
    private func place(ofMarks content: ArraySlice<UInt8>, besides number: Int) throws -> Int? {
        var found: Int?
        try tx.each("SELECT number, marks FROM ledger_entry ORDER BY number") { row in
            guard found == nil else { return }
            let other: Int = try row.get(0)
            if other != number, try row.get(1, as: [UInt8].self).dropFirst(4) == content { found = other }
        }
        return found
    }
}
