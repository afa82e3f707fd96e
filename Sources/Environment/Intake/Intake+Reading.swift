// SPDX-License-Identifier: Apache-2.0

import Basics
import Glibc
import Logging
import SQLStore

/// A file of a batch: where it lies, how it was when it was read, what it says.
struct BatchFile: Sendable {
    let item: IntakeQueue.Item
    let stamp: IntakeFolder.Stamp
    let content: Content

    enum Content: Sendable {
        case read(ReadFile)
        /// Larger than the limit: nothing of it was read.
        case tooLarge
    }
}

extension Intake {
    /// Reads files and what they say. Files that went, grow or may not be read
    /// are not among the answer.
    func read(_ items: [IntakeQueue.Item]) async throws -> [BatchFile] {
        let now = clock.now
        if book.readAt + .seconds(5) < now || now < book.readAt { try await refreshBook() }
        var batch = read(items, at: now)
        // A station may have been registered a moment ago.
        if book.readAt < now, batch.contains(where: \.speaksOfUnknownStation) {
            try await refreshBook()
            batch = batch.map { file in
                guard file.speaksOfUnknownStation, case .read(let read) = file.content else { return file }
                return BatchFile(
                    item: file.item, stamp: file.stamp,
                    content: .read(
                        rules.read(
                            path: read.path, name: read.name, read.bytes, receivedAt: read.receivedAt, book: book,
                            now: now)))
            }
        }
        return batch
    }

    func refreshBook() async throws {
        let now = clock.now
        book = StationBook(try await database.read { try StationStore.everyStation(at: now, in: $0) }, readAt: now)
    }

    private func read(_ items: [IntakeQueue.Item], at now: Instant) -> [BatchFile] {
        guard let folder = try? IntakeFolder(settings.intakeFolder) else {
            putBack(items)
            loseFolder()
            return []
        }
        return items.compactMap { item in
            faults.whileReading(item.path.text)
            do {
                switch try folder.content(of: item.path, limit: settings.largestFile) {
                case .bytes(let bytes, let stamp):
                    let file = rules.read(
                        path: item.path.text, name: String(decoding: item.path.name, as: UTF8.self), bytes,
                        receivedAt: item.noticedAt, book: book, now: now)
                    return BatchFile(item: item, stamp: stamp, content: .read(file))
                case .tooLarge(let stamp):
                    return BatchFile(item: item, stamp: stamp, content: .tooLarge)
                case .changing:
                    postpone(item.path, in: folder)
                case .other:
                    break
                }
            } catch let error as FolderError where error.isGone {
                // Its uploader took it away again.
            } catch {
                noteUnreadable(item.path, error)
            }
            return nil
        }
    }

    private func noteUnreadable(_ path: RawPath, _ error: any Error) {
        guard unreadable.insert(path).inserted else { return }
        gauge.change { $0.unreadable = unreadable.count }
        logger.warning("file cannot be read", metadata: ["path": "\(path.text)", "error": "\(error)"])
    }

    // MARK: The tree

    /// Takes the intake folder up, again after it had vanished.
    func takeUpFolder() -> Bool {
        do {
            _ = try IntakeFolder(settings.intakeFolder)
        } catch {
            loseFolder()
            return false
        }
        do {
            watch = try FolderWatch(settings.intakeFolder)
        } catch {
            watch = nil
            logger.warning("folder is not watched, only looked through", metadata: ["error": "\(error)"])
        }
        hasFolder = true
        rescanAt = nil
        gauge.change { $0.isWatched = watch != nil }
        report(.watching)
        return true
    }

    func loseFolder() {
        watch = nil
        hasFolder = false
        hasLookedThrough = false
        gauge.change { state in
            state.isWatched = false
            if case .waitingForFolder = state.phase { return }
            state.phase = .waitingForFolder(since: clock.now)
            logger.error("intake folder is not there", metadata: ["folder": "\(settings.intakeFolder)"])
        }
    }

    /// Looks through a folder and all below it, watching each.
    func scan(_ top: RawPath, isWhole: Bool) {
        let machineTime = settings.machineClock.now
        let now = clock.now
        var seen: Set<RawPath> = []
        if isWhole {
            queue.beginScan()
            unreadable.removeAll()
            gauge.change { $0.unreadable = 0 }
        }
        guard let tree = try? IntakeFolder(settings.intakeFolder) else { return loseFolder() }
        var folders = [top]
        while let folder = folders.popLast() {
            // Watched first, then looked at: nothing falls between the two.
            do { try watch?.watch(folder) } catch { gauge.change { $0.isWatched = false } }
            for entry in (try? tree.entries(of: folder)) ?? [] {
                switch entry {
                case .folder(let path): if !UnfinishedNames.contain(path.name) { folders.append(path) }
                case .file(let path, let stamp):
                    guard !UnfinishedNames.contain(path.name) else { continue }
                    if isWhole { seen.insert(path) }
                    let isAsked = queue.wonders(about: path, stamp, machineTime: machineTime)
                    queue.see(
                        path, stamp, isBeingWritten: isAsked ? (try? tree.isBeingWritten(path)) ?? nil : nil,
                        machineTime: machineTime, noticedAt: now, isLive: isLive)
                case .other: break
                }
            }
        }
        if isWhole {
            queue.endScan(seen: seen)
            hasLookedThrough = true
            rescanAt = machineTime + settings.rescanInterval
        }
        // While something settles, look again as soon as it may have settled.
        if queue.isSettling, let planned = rescanAt { rescanAt = min(planned, machineTime + settings.settleTime) }
    }
}

extension BatchFile {
    var speaksOfUnknownStation: Bool {
        guard case .read(let file) = content, case .refused(let reason, _, _) = file.outcome else { return false }
        return reason.key == "environment.refusal.unknown-station"
    }
}
