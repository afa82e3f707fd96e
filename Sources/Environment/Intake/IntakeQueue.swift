// SPDX-License-Identifier: Apache-2.0

import Basics

/// Which files wait, which of them may be read, and in which order: files of
/// now first, then the backlog, each oldest first by the time in their names.
/// A plain value: it decides, the intake acts.
///
/// It holds a limited number of files, the oldest; what does not fit stays in
/// the folder and is found by the next rescan.
struct IntakeQueue {
    /// A file that may be read.
    struct Item: Hashable {
        let path: RawPath
        /// The time in its name; of its last change where the name has none.
        let at: Instant
        /// When it was first noticed, by the city's clock.
        let noticedAt: Instant
        /// Whether it was of now when it was noticed.
        var isLive = false
    }

    /// A file seen in a scan whose closing was not seen.
    private struct Settling {
        var stamp: IntakeFolder.Stamp
        var since: Instant
        let firstSeenAt: Instant
    }

    let capacity: Int
    let settleTime: Duration
    private var live = OldestFirst()
    private var backlog = OldestFirst()
    private var known: Set<RawPath> = []
    private var settling: [RawPath: Settling] = [:]
    private var writing: [RawPath: Instant] = [:]
    /// The folder holds more than the queue: what is not older than this was left there.
    private var cutoff: Instant?

    /// Whether the folder holds more than the queue.
    var isIncomplete: Bool { cutoff != nil }

    init(capacity: Int, settleTime: Duration) {
        self.capacity = capacity
        self.settleTime = settleTime
    }

    /// How many files may be read now.
    var count: Int { known.count }
    var isSettling: Bool { !settling.isEmpty }

    /// The time of the oldest file that waits.
    var oldestAt: Instant? {
        mutating get {
            let oldest = [live.oldest?.at, backlog.oldest?.at].compactMap { $0 }
            return oldest.min()
        }
    }

    /// Whether a file may still turn out to be whole. One that has not stood
    /// still for a minute is somebody's work under way.
    func maySettle(machineTime: Instant) -> Bool {
        settling.values.contains { (.zero ... .minutes(1)).contains(machineTime - $0.firstSeenAt) }
    }

    /// A file was closed after writing or moved in.
    mutating func close(_ path: RawPath, noticedAt now: Instant, isLive: (_ name: [UInt8], _ at: Instant) -> Bool) {
        writing[path] = nil
        settling[path] = nil
        let name = path.name
        enqueue(path, at: Self.time(in: name) ?? now, noticedAt: now, isLive)
    }

    /// Somebody began to write a file: a scan must not take it for settled.
    mutating func begin(_ path: RawPath, machineTime: Instant) { writing[path] = machineTime }

    mutating func remove(_ path: RawPath) {
        writing[path] = nil
        settling[path] = nil
    }

    /// News were lost: nothing is known about who writes.
    mutating func forgetWriters() { writing.removeAll() }

    /// Whether it is worth asking if somebody writes a file: it is young and new here.
    func wonders(about path: RawPath, _ stamp: IntakeFolder.Stamp, machineTime: Instant) -> Bool {
        !known.contains(path) && machineTime - stamp.modifiedAt < settleTime
    }

    /// A scan saw a file. It may be read when nobody writes it or, where the
    /// system cannot tell, once its size and time stand still.
    ///
    /// - Parameter isBeingWritten: `nil` where the system cannot tell.
    mutating func see(
        _ path: RawPath, _ stamp: IntakeFolder.Stamp, isBeingWritten: Bool? = nil, machineTime: Instant,
        noticedAt now: Instant, isLive: (_ name: [UInt8], _ at: Instant) -> Bool
    ) {
        guard !known.contains(path) else { return }
        if let begun = writing[path] {
            // A hard link is begun and never closed: after ten minutes it is like any other.
            guard machineTime - begun > .minutes(10) else { return }
            writing[path] = nil
        }
        if let before = settling[path], before.stamp == stamp {
            guard machineTime - before.since >= settleTime else {
                // A clock that was put back must not keep a file waiting for ever.
                if machineTime < before.since { settling[path]?.since = machineTime }
                return
            }
        } else {
            let isStill = settling[path] == nil && machineTime - stamp.modifiedAt >= settleTime
            guard isStill || isBeingWritten == false else {
                settling[path] = Settling(
                    stamp: stamp, since: machineTime, firstSeenAt: settling[path]?.firstSeenAt ?? machineTime)
                return
            }
        }
        settling[path] = nil
        enqueue(path, at: Self.time(in: path.name) ?? stamp.modifiedAt, noticedAt: now, isLive)
    }

    /// A file could not be read as it is now: it has to settle again.
    mutating func postpone(_ path: RawPath, _ stamp: IntakeFolder.Stamp?, machineTime: Instant) {
        guard let stamp else { return }
        settling[path] = Settling(
            stamp: stamp, since: machineTime, firstSeenAt: settling[path]?.firstSeenAt ?? machineTime)
    }

    /// Takes a batch out of the queue: files of now while there are any, else of
    /// the backlog. So whatever waits, a file of now waits for one batch at most.
    mutating func next(_ limit: Int) -> [Item] {
        var items: [Item] = []
        while items.count < limit, let item = live.removeOldest() { items.append(item) }
        if items.isEmpty {
            while items.count < limit, let item = backlog.removeOldest() { items.append(item) }
        }
        for item in items { known.remove(item.path) }
        return items
    }

    /// Puts files back that could not be written to the database.
    mutating func putBack(_ items: [Item]) {
        for item in items where known.insert(item.path).inserted { insert(item) }
    }

    /// A scan of the whole tree begins.
    mutating func beginScan() { cutoff = nil }

    /// A scan ended: what it did not see any more is forgotten.
    mutating func endScan(seen: Set<RawPath>) {
        settling = settling.filter { seen.contains($0.key) }
        writing = writing.filter { seen.contains($0.key) }
    }

    private mutating func enqueue(
        _ path: RawPath, at moment: Instant, noticedAt now: Instant, _ isLive: ([UInt8], Instant) -> Bool
    ) {
        guard !known.contains(path) else { return }
        let item = Item(
            path: path, at: moment, noticedAt: now, isLive: live.count < capacity && isLive(path.name, moment))
        if !item.isLive, let cutoff, item.at >= cutoff { return }
        known.insert(path)
        insert(item)
        guard backlog.count >= 2 * capacity else { return }
        for dropped in backlog.keepOldest(capacity) { known.remove(dropped.path) }
        cutoff = backlog.newest?.at
    }

    private mutating func insert(_ item: Item) {
        if item.isLive { live.insert(item) } else { backlog.insert(item) }
    }

    /// The last fourteen digits before the ending, as a station writes them.
    static func time(in name: [UInt8]) -> Instant? {
        guard let point = name.lastIndex(of: 0x2E), point >= 14 else { return nil }
        return stationTime(in: name.span, (point - 14)..<point)
    }
}
