// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Logging
import SQLStore

extension Intake {
    /// Writes a batch in one transaction and then removes its files. When one
    /// file cannot be written it is found by halving, and the others go on.
    ///
    /// - Throws: A `StoreError` that would meet every batch: busy, gone, full.
    func commit(_ batch: [BatchFile]) async throws {
        var files: [(BatchFile, ReadFile)] = []
        for file in batch {
            switch file.content {
            case .read(let read): files.append((file, read))
            case .tooLarge: try await setAside(file)
            }
        }
        guard !files.isEmpty else { return }
        let now = clock.now
        let reads = files.map(\.1)
        let writer = writer
        try faults.beforeCommit()
        do {
            let summary = try await database.write { try writer.write(reads, at: now, in: $0) }
            gauge.count(
                taken: summary.taken, refused: summary.refused, repeated: summary.repeated,
                machineTime: settings.machineClock.now)
            gauge.change { $0.lastTakenAt = now }
        } catch let error where !error.stopsIntake {
            guard files.count > 1 else { return try await refuse(files[0].0, files[0].1, because: error) }
            let middle = files.count / 2
            try await commit(files[..<middle].map(\.0))
            return try await commit(files[middle...].map(\.0))
        }
        try faults.afterCommit()
        remove(files.map(\.0))
    }

    /// Removes files whose values are on disk. One that changed since it was
    /// read stays and is read again.
    private func remove(_ files: [BatchFile]) {
        guard let folder = try? IntakeFolder(settings.intakeFolder) else { return }
        for file in files {
            do {
                if try !folder.remove(file.item.path, asRead: file.stamp) { postpone(file.item.path, in: folder) }
            } catch {
                logger.warning(
                    "file taken in but not removed", metadata: ["path": "\(file.item.path.text)", "error": "\(error)"])
            }
        }
    }

    /// A file the database will not take for reasons of its own is kept with
    /// its content and the reason, so that it holds up nothing.
    private func refuse(_ file: BatchFile, _ read: ReadFile, because error: any Error) async throws {
        logger.error("file cannot be written", metadata: ["path": "\(read.path)", "error": "\(error)"])
        let code = if case .read(let station, _, _) = read.outcome { station.code } else { String?.none }
        let refused = ReadFile(
            path: read.path, name: read.name, bytes: read.bytes, sha256: read.sha256, receivedAt: read.receivedAt,
            outcome: .refused(
                Message("environment.refusal.not-written", ["error": .text("\(error)")]), station: code, at: nil),
            isBacklog: read.isBacklog)
        let now = clock.now
        let writer = writer
        _ = try await database.write { try writer.write([refused], at: now, in: $0) }
        gauge.count(refused: 1, machineTime: settings.machineClock.now)
        try faults.afterCommit()
        remove([file])
    }

    /// Moves a file that is too large to the data folder, unread. The record
    /// comes first: a crash in between finds the same file and the same record.
    private func setAside(_ file: BatchFile) async throws {
        let folder = settings.dataFolder + "/quarantine"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = file.item.path.text
        let name = String(decoding: file.item.path.name, as: UTF8.self)
        let plain = name.unicodeScalars.map { $0.isASCII && $0.properties.isAlphabetic || "0"..."9" ~= $0 ? $0 : "_" }
        let keptAs = "\(file.stamp.inode)-\(file.stamp.modified)-" + String(String.UnicodeScalarView(plain)).prefix(80)
        let refusal = QuarantineStore.Refusal(
            name: name, path: path, excerpt: "",
            reason: StationFileError.tooLarge(bytes: file.stamp.size, limit: settings.largestFile).message,
            keptAs: keptAs, receivedAt: file.item.noticedAt)
        let now = clock.now
        try await database.write { tx in
            guard try !QuarantineStore.isKept(as: keptAs, path: path, in: tx) else { return }
            try QuarantineStore.insert([refusal], at: now, in: tx)
            try EventStore.record(.refused, subject: name, at: now, address: "/environment/quarantine", in: tx)
            try tx.announce(EnvironmentChannel.name, EnvironmentChannel.events)
        }
        try faults.afterCommit()
        do {
            try IntakeFolder(settings.intakeFolder).move(file.item.path, to: "\(folder)/\(keptAs)")
        } catch {
            logger.error("large file not moved", metadata: ["path": "\(path)", "error": "\(error)"])
        }
        gauge.count(refused: 1, machineTime: settings.machineClock.now)
    }
}

extension Error {
    /// Whether no file could be written at present, whatever is in it.
    var stopsIntake: Bool {
        switch self {
        case let error as StoreError:
            switch error {
            case .busy, .serialization, .overloaded, .connectionLost, .diskFull, .readOnly, .damaged, .schema, .closed:
                true
            case .notUnique, .checkFailed, .foreignKey, .unreadable, .unstorable, .statement: false
            }
        default: true
        }
    }
}
