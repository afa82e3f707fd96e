// SPDX-License-Identifier: Apache-2.0

import Basics
import Dossiers
import Foundation
import Identity
import Logging
import Ports
import SQLStore
import Server

/// `onestopbench acts DATABASE FOLDER COUNT`: receiving so many dossiers, each
/// a guarded transition on disk with its ledger entry.
/// `onestopbench submit DATABASE FOLDER COUNT FILE…`: handing in so many
/// dossiers, each with these files, checked and sealed.
///
/// `onestopbench report DATABASE FOLDER COUNT`: the report of a year for 96 units.
///
/// All on a sample city; nothing of the work is left out but the browser.
@main
struct OneStopBench {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count >= 4, let count = Int(words[3]) else { exit(64) }
        let settings = try Settings(
            options: [.database: words[1], .data: words[2], .intake: words[2] + "/intake"], environment: [:],
            file: nil)
        try await withDatabase(settings.database) { @Sendable database in
            var logger = Logger(label: "bench")
            logger.logLevel = .error
            let city = try await City.prepared(settings, database: database, logger: logger)
            try city.identity.keys.load()
            if words[0] == "report" { return try await report(ReportCost(database: database, count: count)) }
            try await measure(words, count, in: try await BenchOffice(city, database))
        }
    }

    private static func measure(_ words: [String], _ count: Int, in office: BenchOffice) async throws {
        switch words[0] {
        case "acts":
            for tasks in [1, 64] {
                let each = tasks == 1 ? max(100, count / 8) : count
                let pace = try await office.acts(each, by: tasks)
                report("one-stop.acts.\(tasks)-at-once", pace, "/s", least: tasks == 1 ? nil : 2_000, each)
            }
        case "submit":
            let files = try words[4...].map { path in
                let file = URL(fileURLWithPath: path)
                return FileUpload(name: file.lastPathComponent, bytes: [UInt8](try Data(contentsOf: file)))
            }
            let pace = try await office.submissions(count, by: 16, with: files)
            report("one-stop.submit.\(files.count)-papers", pace, "/s", least: 50, count)
        default: exit(64)
        }
    }

    private static func report(_ cost: ReportCost) async throws {
        let taken = try await cost.measured().sorted()
        let value = (taken[taken.count * 95 / 100] * 10).rounded() / 10
        let line = """
            {"name":"one-stop.report.96-units.p95","value":\(value),"unit":"ms","goal":"<= 200","holds":\(value <= 200),"count":\(taken.count)}

            """
        FileHandle.standardOutput.write(Data(line.utf8))
    }

    /// - Parameter least: What it should reach; `nil` where nothing is asked.
    private static func report(_ name: String, _ value: Double, _ unit: String, least: Double?, _ count: Int) {
        let shown = (value * 10).rounded() / 10
        let goal = least.map { "\">= \(Int($0))\"" } ?? "null"
        let line = """
            {"name":"\(name)","value":\(shown),"unit":"\(unit)","goal":\(goal),"holds":\(least.map { value >= $0 } ?? true),"count":\(count)}

            """
        FileHandle.standardOutput.write(Data(line.utf8))
    }
}
