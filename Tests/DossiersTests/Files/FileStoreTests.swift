// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("The store of files")
struct FileStoreTests {
    private static let citizen = SampleFiles.citizen
    private static let other = Actor.person(id: "018f0000-0000-7000-8000-000000000002", name: "Lê Văn Bình")

    private func open(
        _ backend: Backend, limits: FileLimits = FileLimits(), scanner: FakeScanner? = nil,
        _ body: (any Database, FileStore, DialClock) async throws -> Void
    ) async throws {
        let dial = DialClock(SampleFiles.now)
        try await backend.withDatabase(migrations: [DossiersFeature.migrations]) { database in
            try await body(
                database, SampleFiles.store(database, clock: dial.clock, scanner: scanner, limits: limits), dial)
        }
    }

    private func count(_ table: StaticString, in database: any Database) async throws -> Int {
        try await database.read { tx in
            try tx.value("SELECT count(*) FROM \(SQL.Identifier(table))", as: Int.self) ?? 0
        }
    }

    /// A PDF of so many bytes.
    private func pdf(_ size: Int) -> [UInt8] {
        let head = SampleFiles.pdf(), room = size - head.count
        let noise = (0..<max(0, room)).map { UInt8(truncatingIfNeeded: 33 + ($0 * 7919) % 13) }
        return SampleFiles.pdf(more: noise)
    }

    @Test("what is kept comes back as it was, whatever its size", arguments: Backend.available)
    func roundTrip(on backend: Backend) async throws {
        try await open(backend) { _, files, _ in
            let edge = SealedFile.pieceSize
            for size in [400, 400_000, edge - 1, edge, edge + 1, 3 * edge + 17] {
                let bytes = pdf(size)
                let kept = try await files.keep(FileUpload(name: "hồ sơ.pdf", bytes: bytes), by: Self.citizen)
                let (file, content) = try await files.open(kept.id)
                #expect(content == bytes && file == kept && file.size == bytes.count && file.holder == nil)
                #expect(file.name == "hồ sơ.pdf" && file.sha256 == file.sentSHA256)
            }
            await #expect(throws: FileError.unknownFile) { try await files.open(KeptFile.ID(at: SampleFiles.now)) }
        }
    }

    @Test("neither content nor name can be read in the database", arguments: Backend.available)
    func sealed(on backend: Backend) async throws {
        try await open(backend) { database, files, _ in
            _ = try await files.keep(FileUpload(name: "Tran Thi Hoa.pdf", bytes: SampleFiles.pdf()), by: Self.citizen)
            let (secret, piece) = try await database.read { tx in
                (
                    try tx.value("SELECT secret FROM dossier_file", as: String.self) ?? "",
                    try tx.value("SELECT content FROM dossier_file_piece", as: [UInt8].self) ?? []
                )
            }
            #expect(!secret.contains("Hoa"))
            #expect(piece.next(Array("%PDF".utf8), from: 0) == nil && piece.next(Array("Catalog".utf8), from: 0) == nil)
        }
    }

    @Test("pieces that were changed, left out or exchanged do not open", arguments: Backend.available)
    func damaged(on backend: Backend) async throws {
        let damage: [SQL] = [
            "DELETE FROM dossier_file_piece WHERE number = 1",
            "UPDATE dossier_file_piece SET number = 2 - number WHERE number <> 1",
            "UPDATE dossier_file SET size = size - 1",
            SQL(
                sqlite: "UPDATE dossier_file_piece SET content = CAST(substr(content, 1, 40) AS BLOB) WHERE number = 2",
                postgres: "UPDATE dossier_file_piece SET content = substring(content from 1 for 40) WHERE number = 2"),
        ]
        for statement in damage {
            try await open(backend) { database, files, _ in
                let kept = try await files.keep(
                    FileUpload(name: "a.pdf", bytes: pdf(2_500_000)), by: Self.citizen)
                try await database.write { tx in
                    // Keys are checked row by row: an exchange goes by a number that is free.
                    if case .text(let text) = statement.pieces[0], text.contains("2 - number") {
                        try tx.execute("UPDATE dossier_file_piece SET number = 9 WHERE number = 0")
                        try tx.execute("UPDATE dossier_file_piece SET number = 0 WHERE number = 2")
                        try tx.execute("UPDATE dossier_file_piece SET number = 2 WHERE number = 9")
                    } else {
                        try tx.execute(statement)
                    }
                }
                await #expect(throws: FileDamage.self) { try await files.open(kept.id) }
            }
        }
    }

    @Test(
        "files are attached once, by whoever kept them, and doing it again changes nothing",
        arguments: Backend.available)
    func attaching(on backend: Backend) async throws {
        try await open(backend) { database, files, _ in
            let first = try await files.keep(FileUpload(name: "a.pdf", bytes: SampleFiles.pdf()), by: Self.citizen)
            let second = try await files.keep(FileUpload(name: "b.jpg", bytes: SampleFiles.jpeg), by: Self.citizen)
            let ids = [first.id, second.id]
            func attach(_ ids: [KeptFile.ID], to holder: FileHolder, by keeper: Actor?) async throws {
                try await database.write { tx in try files.attach(ids, to: holder, keptBy: keeper, in: tx) }
            }
            await #expect(throws: FileError.unknownFile) { try await attach(ids, to: .dossier("d1"), by: Self.other) }
            await #expect(throws: FileError.unknownFile) {
                try await attach(ids + [KeptFile.ID(at: SampleFiles.now)], to: .dossier("d1"), by: Self.citizen)
            }
            #expect(try await database.read { try FileTable.looseCount(most: 10, in: $0) } == 2)
            try await attach(ids, to: .dossier("d1"), by: Self.citizen)
            try await attach(ids, to: .dossier("d1"), by: Self.citizen)
            await #expect(throws: FileError.attachedElsewhere) {
                try await attach([first.id], to: .dossier("d2"), by: Self.citizen)
            }
            await #expect(throws: FileError.attachedElsewhere) {
                try await attach([first.id], to: .result("d1"), by: Self.citizen)
            }
            let held = try await database.read { try files.files(of: .dossier("d1"), in: $0) }
            #expect(Set(held.map(\.name)) == ["a.pdf", "b.jpg"] && held.allSatisfy { $0.holder == .dossier("d1") })
            #expect(try await database.read { try FileTable.looseCount(most: 10, in: $0) } == 0)
        }
    }

    @Test("two dossiers that take the same file at once: one has it, the other is told", arguments: Backend.available)
    func racing(on backend: Backend) async throws {
        try await open(backend) { database, files, _ in
            let kept = try await files.keep(FileUpload(name: "a.pdf", bytes: SampleFiles.pdf()), by: Self.citizen)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        do {
                            try await database.write { tx in
                                try files.attach([kept.id], to: .dossier("d\(number)"), in: tx)
                            }
                            return true
                        } catch { return (error as? FileError) != .attachedElsewhere }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
        }
    }

    @Test("the files of a dossier have a limit together", arguments: Backend.available)
    func crowdedDossier(on backend: Backend) async throws {
        try await open(backend, limits: FileLimits(file: 1, dossier: 2)) { database, files, _ in
            var ids: [KeptFile.ID] = []
            for _ in 0..<3 {
                ids.append(try await files.keep(FileUpload(name: "a.pdf", bytes: pdf(900_000)), by: Self.citizen).id)
            }
            let (two, third) = (Array(ids[..<2]), ids[2])
            try await database.write { tx in try files.attach(two, to: .dossier("d"), in: tx) }
            await #expect(throws: FileError.dossierTooLarge(limit: 2)) {
                try await database.write { tx in try files.attach([third], to: .dossier("d"), in: tx) }
            }
            try await database.write { tx in try files.attach([third], to: .result("d"), in: tx) }
        }
    }

    @Test("what is refused leaves its reason and digest, and no byte", arguments: Backend.available)
    func refused(on backend: Backend) async throws {
        try await open(backend, scanner: FakeScanner()) { database, files, _ in
            let infected = SampleFiles.pdf(catalogue: "/Note (EICAR-STANDARD-ANTIVIRUS-TEST-FILE)")
            for (name, bytes) in [("a.pdf", infected), ("b.pdf", []), ("c.pdf", SampleFiles.jpeg)] {
                await #expect(throws: FileError.self) {
                    try await files.keep(FileUpload(name: name, bytes: bytes), by: Self.citizen)
                }
            }
            #expect(try await count("dossier_file", in: database) == 0)
            #expect(try await count("dossier_file_piece", in: database) == 0)
            let (page, counts) = try await database.read { tx in
                (
                    try FileRefusalTable.latest(2, reason: nil, after: nil, in: tx),
                    try FileRefusalTable.counts(since: SampleFiles.now - .days(1), most: 500, in: tx)
                )
            }
            #expect(counts == ["infected": 1, "empty": 1, "ending-disagrees": 1])
            #expect(page.items.count == 2 && page.next != nil)
            let virus = try await database.read {
                try FileRefusalTable.latest(9, reason: "infected", after: nil, in: $0)
            }
            #expect(virus.items.map(\.found) == ["Eicar-Test-Signature"] && virus.items[0].kind == .pdf)
            #expect(virus.items[0].sha256.count == 64 && virus.items[0].refusedOf == Self.citizen.stored)
        }
    }

    @Test("while the scanner is away nothing is kept and nothing counted as refused", arguments: Backend.available)
    func unscanned(on backend: Backend) async throws {
        try await open(backend, scanner: FakeScanner(isAway: true)) { database, files, _ in
            await #expect(throws: FileError.scannerAway) {
                try await files.keep(FileUpload(name: "a.pdf", bytes: SampleFiles.pdf()), by: Self.citizen)
            }
            let left = (
                files: try await count("dossier_file", in: database),
                refusals: try await count("dossier_file_refusal", in: database)
            )
            #expect(left == (0, 0))
        }
    }

    @Test("what nothing took up within a week goes, what belongs to something stays", arguments: Backend.available)
    func swept(on backend: Backend) async throws {
        try await open(backend) { database, files, dial in
            let held = try await files.keep(FileUpload(name: "a.pdf", bytes: SampleFiles.pdf()), by: Self.citizen)
            for _ in 0..<60 {
                _ = try await files.keep(FileUpload(name: "b.pdf", bytes: SampleFiles.pdf()), by: Self.citizen)
            }
            await #expect(throws: FileError.empty) {
                try await files.keep(FileUpload(name: "x", bytes: []), by: Self.citizen)
            }
            try await database.write { tx in try files.attach([held.id], to: .dossier("d"), in: tx) }
            let (one, another) = (sweep(files), sweep(files))
            #expect(try await one.sweep() == 0)
            dial.advance(by: .days(7) + .hours(3))
            let fresh = try await files.keep(FileUpload(name: "c.pdf", bytes: SampleFiles.pdf()), by: Self.citizen)
            #expect(try await one.sweep() == 60)
            #expect(try await another.sweep() == 0)
            #expect(try await files.open(held.id).bytes == SampleFiles.pdf())
            #expect(try await files.file(fresh.id) == fresh)
            #expect(try await count("dossier_file_piece", in: database) == 2)
            #expect(try await count("dossier_file_refusal", in: database) == 1)
            dial.advance(by: .days(366))
            // The node that held the lease is gone: another goes on.
            #expect(try await another.sweep() == 1)
            #expect(try await count("dossier_file_refusal", in: database) == 0)
        }
    }

    private func sweep(_ files: FileStore) -> FileSweep {
        FileSweep(files: files, logger: SampleFiles.quiet)
    }

    @Test("keys of files are sealed anew and the files open as before", arguments: Backend.available)
    func resealed(on backend: Backend) async throws {
        try await open(backend) { _, files, _ in
            let kept = try await files.keep(FileUpload(name: "a.pdf", bytes: pdf(50_000)), by: Self.citizen)
            #expect(try await files.reseal() == 1)
            #expect(try await files.open(kept.id).file == kept)
        }
    }
}
