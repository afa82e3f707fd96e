// SPDX-License-Identifier: Apache-2.0

/// Checks a log entry by entry as it is read, from the database or an archive,
/// knowing nothing but what it is given: pure, one pass, a few kilobytes.
package struct LogCheck {
    /// An entry as it is stored, whatever is stored.
    package struct Entry {
        package let number: Int
        package let record: EntryRecord
        /// As stored; `nil` where none is stored.
        package let hash: LogHash?
        package let marks: EntryMarks?
    }

    /// A checkpoint whose signature has been verified.
    struct Promise {
        let size: Int
        let root: LogHash
    }

    private(set) var findings: [LedgerFinding] = []
    private(set) var frontier = TreeFrontier()
    /// The roots of complete subtrees of 256 leaves, and of 256 of those ….
    private(set) var nodes: [Int: [LogHash]] = [:]
    private var open: [Int: [LogHash]] = [:]
    private var promises: ArraySlice<Promise>
    private var goodThrough = 0
    /// What is wrong with single entries is told up to here; then it is enough.
    static let mostFindings = 20

    private let watched: [Checkpoint]
    private var watchedRoots: [Int: LogHash] = [:]
    /// A number was left out or stands twice: what follows has no place.
    private var isInterrupted = false

    /// - Parameters:
    ///   - promises: By size.
    ///   - watched: Checkpoints kept elsewhere.
    init(promises: [Promise], watching watched: [Checkpoint]) {
        self.promises = promises[...]
        self.watched = watched
        compare()
    }

    /// Whether the tree can no longer be compared: an entry is not what it was.
    var isBroken: Bool { !findings.isEmpty }
    /// Whether further entries would tell nothing.
    var isOver: Bool { isInterrupted || findings.count >= Self.mostFindings }

    /// The next entry; numbers that are left out are reported.
    mutating func add(_ entry: Entry) {
        guard !isOver else { return }
        let expected = frontier.count + 1
        if entry.number != expected {
            findings.append(LedgerFinding(expected, entry.number > expected ? .missing : .extra))
            isInterrupted = true
            return
        }
        let hash = entry.record.hash(number: entry.number)
        let marks = EntryMarks(of: entry.record, number: entry.number)
        if let stored = entry.hash, stored != hash {
            let columns = entry.marks.map { marks.differences(from: $0) } ?? []
            findings.append(
                LedgerFinding(entry.number, columns.isEmpty ? .hashChanged : .changed(columns: columns)))
        } else if let stored = entry.marks, stored != marks {
            findings.append(LedgerFinding(entry.number, .changed(columns: ["marks"])))
        }
        append(hash)
    }

    private mutating func append(_ hash: LogHash) {
        frontier.append(hash)
        var (level, hash) = (TreeNodes.step, hash)
        while true {
            open[level, default: []].append(hash)
            guard let part = open[level], part.count == TreeNodes.width else { break }
            hash = .root(of: part)
            nodes[level, default: []].append(hash)
            open[level] = []
            level += TreeNodes.step
        }
        compare()
    }

    private mutating func compare() {
        if watched.contains(where: { $0.size == frontier.count }) { watchedRoots[frontier.count] = frontier.root }
        while let promise = promises.first, promise.size <= frontier.count {
            promises.removeFirst()
            if promise.size < frontier.count { continue }
            if promise.root == frontier.root {
                goodThrough = promise.size
            } else if !isBroken {
                findings.append(LedgerFinding(goodThrough + 1, .rewritten(through: promise.size)))
            }
        }
    }

    /// After the last entry: what was promised and is not there.
    mutating func finish() {
        guard let promised = promises.last?.size, promised > frontier.count, !isOver else { return }
        findings.append(LedgerFinding(frontier.count + 1, .truncated(through: promised)))
    }

    /// A file of an archive does not name the one before it.
    mutating func breakChain(at number: Int) { findings.append(LedgerFinding(number, .chainBroken)) }

    /// What the checkpoints kept elsewhere say of a log of `entries` entries.
    func outsideFindings(entries: Int) -> [LedgerFinding] {
        watched.compactMap { copy in
            if copy.size > entries { return LedgerFinding(entries + 1, .rolledBack(size: copy.size)) }
            guard !isBroken, let root = watchedRoots[copy.size], root != copy.root else { return nil }
            return LedgerFinding(nil, .forked(size: copy.size))
        }
    }
}
