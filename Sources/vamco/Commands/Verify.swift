// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Ledger
import SQLStore
import Server
import Web

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recompute the whole ledger and say where it is not what was signed.")

    @OptionGroup var options: SettingOptions

    @Option(help: "Check this folder of archive files instead of the database.")
    var archive: String?

    @Option(help: "A file with a checkpoint kept elsewhere; may be given several times.")
    var against: [String] = []

    @Option(help: "A key of the log that you trust, as `vamco ledger key` prints it; may be given several times.")
    var key: [String] = []

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        let settings = try options.resolved()
        let verification = try verification(settings)
        let start = ContinuousClock.now
        let report: LedgerReport
        if let archive {
            report = try verification.report(on: LedgerArchive(folder: archive))
        } else {
            report = try await withDatabase(settings.database, creating: false) { database in
                try await database.read { tx in try verification.report(on: tx) }
            }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        if json {
            print(try Self.object(report, seconds: seconds))
        } else {
            try say(report)
        }
        if !report.findings.isEmpty { throw ExitCode(1) }
    }

    /// Beside what was given, the key and the last checkpoint in the data folder.
    private func verification(_ settings: Settings) throws -> LedgerVerification {
        let folder = KeyFolder(settings.dataFolder)
        var keys = try key.map { text in
            guard let key = VerifierKey(text: text) else { throw ValidationError("\(text) is no key of a log.") }
            return key
        }
        if keys.isEmpty, let own = try folder.key() { keys = [own.verifier] }
        var copies = try against.map { path in try String(contentsOfFile: path, encoding: .utf8) }
        if archive == nil, let own = folder.checkpoint() { copies.append(own) }
        return LedgerVerification(trusted: keys, copies: copies)
    }

    private func say(_ report: LedgerReport) throws {
        let wording = try City.terminalWording(for: ProcessInfo.processInfo.environment)
        for message in report.sentences { print(wording.text(of: message)) }
    }

    private static func object(_ report: LedgerReport, seconds: Double) throws -> String {
        struct Found: Encodable {
            let number: Int?
            let what: String
            let particulars: LedgerFinding.Particulars

            enum CodingKeys: CodingKey { case number, what }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CodingKeys.self)
                // What is about no entry says `null`, as the check in Python does.
                try container.encode(number, forKey: .number)
                try container.encode(what, forKey: .what)
                try particulars.encode(to: encoder)
            }
        }
        struct Whole: Encodable {
            let entries: Int
            let checkpoints: Int
            let root: String
            let waiting: Int
            let unsigned: Int
            let seconds: Double
            let findings: [Found]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let data = try encoder.encode(
            Whole(
                entries: report.entries, checkpoints: report.checkpoints, root: report.root.hex,
                waiting: report.waiting, unsigned: report.unsigned, seconds: seconds,
                findings: report.findings.map { Found(number: $0.number, what: $0.word, particulars: $0.particulars) }))
        return String(decoding: data, as: UTF8.self)
    }
}
