// SPDX-License-Identifier: Apache-2.0

import Basics
import Glibc
import Logging
import SQLStore

/// Takes stations' files out of the intake folder into the database.
///
/// It owns the folder's watch and the queue and runs on a thread of its own.
/// A file is read, written with its values in one transaction with others, and
/// removed only after the commit. Whatever happens in between, the file is
/// found again and recognised by its name and content.
actor Intake {
    let settings: EnvironmentSettings
    let database: any Database
    let clock: Clock
    let rules: ReadFile.Rules
    let writer: IntakeWriter
    let gauge: IntakeGauge
    let logger: Logger
    let faults: IntakeFaults
    private let lane: FileLane

    var watch: FolderWatch?
    var queue: IntakeQueue
    var book = StationBook.empty
    var rescanAt: Instant?
    /// Whether the intake folder is there.
    var hasFolder = false
    /// Whether the whole tree was looked through since the folder was taken up.
    var hasLookedThrough = false
    /// The last moment at which everything that lay in the folder had been
    /// taken in; `nil` before the first one.
    private(set) var lastLook: Attendance.Look?
    var unreadable: Set<RawPath> = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    init(
        settings: EnvironmentSettings, database: any Database, catalogue: ParameterCatalogue, values: ValueWriter,
        clock: Clock, gauge: IntakeGauge, logger: Logger, faults: IntakeFaults = IntakeFaults()
    ) {
        self.settings = settings
        self.database = database
        self.clock = clock
        self.gauge = gauge
        self.logger = logger
        self.faults = faults
        rules = ReadFile.Rules(catalogue: catalogue, settings: settings)
        writer = IntakeWriter(values: values, zone: settings.zone)
        lane = FileLane("vamco.intake")
        queue = IntakeQueue(capacity: 100_000, settleTime: settings.settleTime)
    }

    /// Looks for news, `patience` at the longest while there is nothing to do,
    /// and takes in one batch.
    ///
    /// - Returns: How many files were dealt with.
    /// - Throws: What keeps the whole batch from the database. Nothing is lost:
    ///   its files wait again.
    @discardableResult
    func work(patience: Duration) async throws -> Int {
        // Which files are of now depends on how often their stations report.
        if !book.isRead { try await refreshBook() }
        guard look(patience: queue.count > 0 ? .zero : patience) else { return 0 }
        if queue.count == 0, queue.isIncomplete { scan(.root, isWhole: true) }
        let looked = Attendance.Look(at: clock.now, machineAt: settings.machineClock.now)
        gauge.change { state in
            state.waiting = queue.count
            state.oldestWaitingAt = queue.oldestAt
        }
        report(queue.count > settings.backlogFiles ? .catchingUp : .watching)
        let items = queue.next(settings.batchSize)
        if !items.isEmpty {
            do {
                try await commit(try await read(items))
            } catch {
                queue.putBack(items)
                throw error
            }
            gauge.change { state in
                state.waiting = queue.count
                state.oldestWaitingAt = queue.oldestAt
            }
        }
        if queue.count == 0, !queue.isIncomplete, hasFolder, hasLookedThrough,
            !queue.maySettle(machineTime: looked.machineAt)
        {
            lastLook = looked
        }
        return items.count
    }

    /// Another node takes files in meanwhile: what is known here grows old.
    func standBy() {
        lastLook = nil
        hasLookedThrough = false
        rescanAt = nil
    }

    func isLive(_ name: [UInt8], _ moment: Instant) -> Bool {
        book.isLive(name, at: moment, now: clock.now, periods: settings.backlogPeriods)
    }

    // MARK: Looking

    /// - Returns: Whether the intake folder is there.
    private func look(patience: Duration) -> Bool {
        if !hasFolder, !takeUpFolder() {
            pause(patience)
            return false
        }
        // News first: what somebody is writing must be known before a scan sees it.
        for one in watch?.news(within: .zero) ?? [] { heed(one) }
        let machineTime = settings.machineClock.now
        let due = rescanAt.map { machineTime >= $0 || $0 - machineTime > settings.rescanInterval } ?? true
        if due { scan(.root, isWhole: true) }
        if let watch {
            // Files of one moment arrive one after another: wait a little for the rest.
            var news = watch.news(within: patience)
            if !news.isEmpty, queue.count < settings.batchSize { news += watch.news(within: settings.gatheringTime) }
            for one in news { heed(one) }
        } else {
            pause(patience)
            // Without news from the kernel only the path tells whether the folder is there.
            if (try? IntakeFolder(settings.intakeFolder)) == nil { loseFolder() }
        }
        return hasFolder
    }

    /// Rests on this lane's own thread.
    private func pause(_ time: Duration) {
        if time > .zero { usleep(UInt32(clamping: time.inMicroseconds)) }
    }

    func postpone(_ path: RawPath, in folder: IntakeFolder) {
        queue.postpone(path, (try? folder.stamp(of: path)) ?? nil, machineTime: settings.machineClock.now)
        rescanAt = min(rescanAt ?? .init(microseconds: .max), settings.machineClock.now + settings.settleTime)
    }

    func putBack(_ items: [IntakeQueue.Item]) { queue.putBack(items) }

    func report(_ phase: IntakeState.Phase) { gauge.change { $0.phase = phase } }

    private func heed(_ news: FolderWatch.News) {
        switch news {
        case .closed(let path):
            if !UnfinishedNames.contain(path.name) { queue.close(path, noticedAt: clock.now, isLive: isLive) }
        case .begun(let path): queue.begin(path, machineTime: settings.machineClock.now)
        case .gone(let path): queue.remove(path)
        case .folder(let path): scan(path, isWhole: false)
        case .overflow:
            queue.forgetWriters()
            rescanAt = nil
        case .vanished: loseFolder()
        }
    }
}
