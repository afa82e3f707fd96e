// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore
import SQLiteStore
import TestSupport
import Testing

@testable import Ledger

/// What the check in Python says: it shares no line with the product.
struct Judgement: Decodable {
    struct Finding: Decodable, Equatable {
        let number: Int?
        let what: String
        let particulars: LedgerFinding.Particulars

        private enum Key: CodingKey { case number, what }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            number = try values.decodeIfPresent(Int.self, forKey: .number)
            what = try values.decode(String.self, forKey: .what)
            particulars = try LedgerFinding.Particulars(from: decoder)
        }

        /// What our own check says, in the same words.
        init(_ finding: LedgerFinding) {
            (number, what, particulars) = (finding.number, finding.word, finding.particulars)
        }
    }

    let entries: Int
    let root: String
    let findings: [Finding]
}

extension Log10000 {
    /// A copy of the log to be spoilt.
    struct Copy: Sendable {
        let database: any Database
        let folder: String

        /// What `scripts/verify-ledger` says of it.
        func judgedElsewhere(against checkpoint: String? = nil) async throws -> Judgement {
            // Out of the write-ahead log into the file: Python reads it alone.
            let whole = folder + "/whole-\(UInt64.random(in: 0 ... .max)).sqlite"
            try await database.read { tx in _ = try tx.rows("SELECT count(*) FROM ledger_entry") }
            for end in ["", "-wal"] where FileManager.default.fileExists(atPath: folder + "/log.sqlite" + end) {
                try FileManager.default.copyItem(atPath: folder + "/log.sqlite" + end, toPath: whole + end)
            }
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            var words = [root.path + "/scripts/verify-ledger", "--json", "--database", whole]
            if let checkpoint {
                try Data(checkpoint.utf8).write(to: URL(fileURLWithPath: folder + "/kept"))
                words += ["--against", folder + "/kept"]
            }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
            process.arguments = words
            let answer = Pipe()
            process.standardOutput = answer
            try process.runAlone()
            let data = answer.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return try JSONDecoder().decode(Judgement.self, from: data)
        }
    }
}

/// The files of the log and the checkpoint beside it.
struct Made: Sendable {
    let files: [String: Data]
    let checkpoint: String
}

/// The log, made once and copied for every attack.
actor Log10000 {
    static let shared = Log10000()
    private var made: Task<Made, any Error>?

    private func bytes() async throws -> Made {
        if let made { return try await made.value }
        let task = Task<Made, any Error> {
            try await withTemporaryFolder { folder in
                let path = folder + "/log.sqlite"
                let database = try SQLiteDatabase(path: path)
                try await Migrator([LedgerResources.migrations]).migrate(database, at: .machine)
                let dial = DialClock(LogDesk.start)
                let keys = KeyFolder(folder)
                let sealer = Sealer(database: database, clock: dial.clock, folder: keys, host: "tayninh.example")
                try await LogDesk(database: database, dial: dial, sealer: sealer, folder: keys)
                    .fill(10_000, checkpointEvery: 500)
                let checkpoint = keys.checkpoint() ?? ""
                await database.close()
                var files: [String: Data] = [:]
                for name in ["log.sqlite", "log.sqlite-wal"] {
                    files[name] = FileManager.default.contents(atPath: folder + "/" + name)
                }
                return Made(files: files, checkpoint: checkpoint)
            }
        }
        made = task
        return try await task.value
    }

    func checkpoint() async throws -> String { try await bytes().checkpoint }

    /// A copy without its triggers.
    func copy(_ body: @Sendable (Copy) async throws -> Void) async throws {
        let files = try await bytes().files
        try await withTemporaryFolder { folder in
            for (name, data) in files { try data.write(to: URL(fileURLWithPath: folder + "/" + name)) }
            let database = try SQLiteDatabase(path: folder + "/log.sqlite")
            try await database.write { tx in
                for row in try tx.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                    try tx.executeScript("DROP TRIGGER \(try row.get(0, as: String.self))")
                }
            }
            try await body(Copy(database: database, folder: folder))
            await database.close()
        }
    }
}
