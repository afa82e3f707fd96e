// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Basics
import Ledger
import SQLStore
import Server

struct LedgerKeeping: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Keep the ledger: archive it, seal it, show and change its key.",
        subcommands: [LedgerArchiving.self, LedgerSealing.self, LedgerKeyPrinting.self, LedgerKeyRotation.self])
}

struct LedgerArchiving: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Write what is signed and not archived yet into the next file of a folder.")

    @OptionGroup var options: SettingOptions

    @Argument(help: "The folder of the archive.")
    var folder: String

    func run() async throws {
        let archive = LedgerArchive(folder: folder)
        let file = try await withDatabase(try options.resolved().database, creating: false) { database in
            try await database.read { tx in try archive.extend(from: tx) }
        }
        print(file.map { "written \($0)" } ?? "The archive is up to date.")
    }
}

struct LedgerSealing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Number what waits and sign a checkpoint now.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        let settings = try options.resolved()
        let checkpoint = try await withDatabase(settings.database, creating: false) { database in
            let sealer = City.sealer(settings, database: database, clock: .machine)
            try await sealer.number()
            return try await sealer.sign()
        }
        print(checkpoint.note)
    }
}

struct LedgerKeyPrinting: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Print the keys the ledger was signed with, for those who check it.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        let keys = try await withDatabase(try options.resolved().database, creating: false) { database in
            try await database.read { tx in try CheckpointStore.keys(in: tx) }
        }
        for key in keys { print(key.text) }
    }
}

struct LedgerKeyRotation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-key",
        abstract: "Make the next key; the coming checkpoint is signed with both, from then on with the next alone.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        let settings = try options.resolved()
        guard let old = try KeyFolder(settings.dataFolder).key() else {
            throw ValidationError("There is no key in \(settings.dataFolder) yet.")
        }
        let next = LogKey(name: old.name)
        try KeyFolder(settings.dataFolder).prepare(next)
        print(next.verifier.text)
    }
}
