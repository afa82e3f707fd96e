// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Glibc
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("The intake folder")
struct FolderTests {
    private let name = "KHI001_20260115080500.txt"
    private let good = line("PM2,5", "31,4", "µg/Nm3", at: "20260115080500")

    @Test(
        "files with the names of unfinished uploads are left alone",
        arguments: [
            "KHI001_20260115080500.txt.tmp", "KHI001_20260115080500.txt.part", "KHI001_20260115080500.txt.filepart",
            ".KHI001_20260115080500.txt", "KHI001_20260115080500.txt~", "KHI001_20260115080500.partial",
            ".KHI001_20260115080500.txt.swp", "KHI001_20260115080500.TMP",
        ])
    func unfinished(_ name: String) async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try city.upload(name, good)

            try await city.takeIn()

            #expect(city.left == [name])
            #expect(try await city.files.isEmpty)
        }
    }

    @Test("a file somebody has open is left alone, however old; once closed it is read")
    func openFile() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            let handle = try #require(fopen(city.intakeFolder + "/" + name, "we"))
            fputs(good, handle)
            fflush(handle)
            // The watching begins only now: nobody saw the file begin.
            let intake = city.feature.intake()
            try await city.takeIn(intake)
            city.machineClock.advance(by: .seconds(60))
            try await city.takeIn(intake)
            #expect(try await city.files.isEmpty && city.left == [name])

            fclose(handle)
            city.machineClock.advance(by: .seconds(60))
            try await city.takeIn(intake)

            #expect(try await city.files.count == 1)
        }
    }

    @Test("a file in a folder made a moment ago is read at once, without a scan of the tree")
    func newFolder() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            city.machineClock.set(.machineNow)
            let intake = city.feature.intake()
            try await city.takeIn(intake)

            try city.upload("KHI001/2026/01/15/\(name)", good)
            try await city.takeIn(intake)

            #expect(try await city.files.count == 1)
        }
    }

    @Test("a file that grows settles anew")
    func growing() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try city.upload(name, "PM2,5\t3")
            var queue = IntakeQueue(capacity: 10, settleTime: .seconds(5))
            let path = RawPath(name)
            func look(at seconds: Int) throws -> Int {
                let stamp = try #require(try IntakeFolder(city.intakeFolder).stamp(of: path))
                let moment = stamp.modifiedAt + .seconds(seconds)
                queue.see(path, stamp, machineTime: moment, noticedAt: moment) { _, _ in false }
                return queue.count
            }
            #expect(try look(at: 1) == 0)
            try city.upload(name, good)
            #expect(try look(at: 4) == 0)
            #expect(try look(at: 8) == 0)
            #expect(try look(at: 10) == 1)
        }
    }

    @Test("a file that changes while it is read is left for later")
    func changedWhileRead() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try city.upload(name, good)
            let folder = try IntakeFolder(city.intakeFolder)
            let before = try #require(try folder.stamp(of: RawPath(name)))
            try city.upload(name, good + good)

            #expect(try !folder.remove(RawPath(name), asRead: before))
            #expect(city.left == [name])
        }
    }

    @Test("a begun upload is not read however long it pauses, a closed one at once")
    func watched() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            let intake = city.feature.intake()
            try await city.takeIn(intake)
            let handle = try #require(fopen(city.intakeFolder + "/" + name, "we"))
            fputs(good, handle)
            fflush(handle)
            city.machineClock.advance(by: .seconds(60))
            try await city.takeIn(intake)
            try await city.takeIn(intake)
            #expect(try await city.files.isEmpty)

            fclose(handle)
            try await city.takeIn(intake)

            #expect(try await city.files.count == 1)
        }
    }

    @Test("a file renamed into place is read at once, also in a folder made a moment ago")
    func renamed() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            let intake = city.feature.intake()
            try await city.takeIn(intake)
            try city.upload("KHI001/2026/01/15/\(name).tmp", good)
            try await city.takeIn(intake)
            let folder = city.intakeFolder + "/KHI001/2026/01/15/"
            try FileManager.default.moveItem(atPath: folder + name + ".tmp", toPath: folder + name)

            try await city.takeIn(intake)

            #expect(try await city.files.map(\.path) == ["KHI001/2026/01/15/" + name])
            #expect(city.feature.intakeGauge.current.isWatched)
        }
    }

    @Test("links, pipes and folders are never read as files")
    func specialFiles() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            let outside = city.folder + "/secret.txt"
            try good.write(toFile: outside, atomically: false, encoding: .utf8)
            symlink(outside, city.intakeFolder + "/" + name)
            symlink(city.folder, city.intakeFolder + "/outside")
            mkfifo(city.intakeFolder + "/KHI001_20260115081000.txt", 0o600)
            mkdir(city.intakeFolder + "/KHI001_20260115081500.txt", 0o700)

            try await city.takeIn()

            #expect(try await city.files.isEmpty)
            #expect(FileManager.default.fileExists(atPath: outside))
        }
    }

    @Test("a file of a gigabyte is moved aside unread", arguments: Backend.available)
    func hugeFile(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            let full = city.intakeFolder + "/" + name
            let file = open(full, O_CREAT | O_WRONLY, 0o600)
            #expect(ftruncate(file, 1 << 30) == 0)
            close(file)

            try await city.takeIn()

            let entry = try #require(try await city.waiting.first)
            #expect(entry.reason.key == "environment.refusal.file-too-large" && entry.file == nil)
            let kept = try #require(entry.keptAs)
            let size = try FileManager.default.attributesOfItem(atPath: city.dataFolder + "/quarantine/" + kept)[.size]
            #expect(size as? Int == 1 << 30)
            #expect(city.left.isEmpty)
            await #expect(throws: QuarantineError.stillTooLarge) {
                try await city.feature.quarantineDesk.retry(entry.id, by: .visitor)
            }
        }
    }

    @Test("a folder that vanishes is waited for and taken up again")
    func vanished() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            let intake = city.feature.intake()
            try await city.takeIn(intake)
            try FileManager.default.removeItem(atPath: city.intakeFolder)
            try await city.takeIn(intake)
            try await city.takeIn(intake)
            guard case .waitingForFolder(let since) = city.feature.intakeGauge.current.phase else {
                Issue.record("not waiting: \(city.feature.intakeGauge.current.phase)")
                return
            }
            #expect(since == city.clock.now && !city.feature.intakeGauge.current.isWell)

            try city.upload(name, good)
            try await city.takeIn(intake)

            #expect(try await city.files.count == 1)
            #expect(city.feature.intakeGauge.current.isWell)
        }
    }

    @Test("names that are no text are kept and moved away like others")
    func rawNames() async throws {
        try await City.open(on: .sqlite) { city in
            let path =
                Array((city.intakeFolder + "/").utf8) + [0xC3, 0x28, 0xFF] + Array("_20260115080500.txt".utf8) + [0]
            let file = path.withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o600) }
            }
            #expect(file >= 0)
            #expect(write(file, "x", 1) == 1)
            close(file)

            try await city.takeIn()

            #expect(try await city.waiting.first?.reason.key == "environment.refusal.name-other-script")
            #expect(city.left.isEmpty)
        }
    }
}
