// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Server
import Web

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take files of others in.",
        subcommands: [ProcedureImport.self, WorkingDayImport.self])
}

struct ProcedureImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "procedures",
        abstract: "Take in procedures: national records, the portal's Excel exports, or CSV.")

    @OptionGroup var options: SettingOptions

    @Argument(help: "The file: .ndjson, .ndjson.gz, .xlsx or .csv.")
    var file: String?

    @Flag(help: "The national records that come with the program.")
    var shipped = false

    @Option(help: "Where the file comes from and of when; its name where nothing is said.")
    var source: String?

    @Flag(name: .customLong("dry-run"), help: "Say what would be done, and do nothing.")
    var dryRun = false

    @Flag(help: "Take the rows that are right, whatever the others are.")
    var partial = false

    func validate() throws {
        guard (file == nil) == shipped else { throw ValidationError("Name a file, or --shipped.") }
    }

    func run() async throws {
        let wording = try City.terminalWording(for: ProcessInfo.processInfo.environment)
        let report = try await withCity(try options.resolved()) { city in
            try await city.importProcedures(file: file, source: source, dryRun: dryRun, partial: partial)
        }
        for problem in report.problems {
            FileHandle.standardError.write(Data((wording.text(of: problem) + "\n").utf8))
        }
        for line in report.lines { print(line) }
        if report.isRefused { throw ExitCode(1) }
    }
}

struct WorkingDayImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "working-days", abstract: "Write down holidays and exchanged days: a table as working-days.csv.")

    @OptionGroup var options: SettingOptions

    @Argument(help: "The file: date,kind,name,source,standing.")
    var file: String

    @Option(help: "A year whose days are all there with it; due times are reckoned into it from then on.")
    var complete: [Int] = []

    func run() async throws {
        let lines = try await withCity(try options.resolved()) { city in
            try await city.importWorkingDays(file: file, complete: complete)
        }
        for line in lines { print(line) }
    }
}
