// SPDX-License-Identifier: Apache-2.0

package import Basics
import Dossiers
import Foundation
import Identity

extension City {
    /// What an import by command came to.
    package struct ImportReport: Sendable {
        /// What is wrong, row by row.
        package var problems: [Message] = []
        /// What was done, a line each, for the terminal.
        package var lines: [String] = []
        /// Whether nothing was taken in because something is wrong.
        package var isRefused = false
    }

    /// Takes in procedures by command: all rows, or none where one is wrong.
    ///
    /// - Parameters:
    ///   - file: `nil` for the records that come with the program.
    ///   - partial: Takes the rows that are right, whatever the others are.
    /// - Throws: When the file cannot be opened.
    package func importProcedures(
        file: String?, source: String?, dryRun: Bool, partial: Bool
    ) async throws -> ImportReport {
        let shipped = NationalRecords.shipped.file
        let place = file.map { URL(fileURLWithPath: $0) } ?? shipped
        let table = CatalogueFile([UInt8](try Data(contentsOf: place)))
        var report = ImportReport()
        if let failure = table.failure {
            report.problems = [failure]
            report.isRefused = true
            return report
        }
        report.problems = table.refused.map { row, column, reason in
            Message(
                "dossiers.import.row",
                ["line": .text(String(row.line)), "column": .text(column), "reason": .message(reason)])
        }
        let outcomes = try await dossiers.catalogue.outcomes(of: table)
        for outcome in ImportOutcome.allCases {
            report.lines.append("\(outcome.rawValue): \(outcomes.count { $0 == outcome })")
        }
        report.isRefused = !report.problems.isEmpty && !partial
        guard !dryRun, !report.isRefused else { return report }
        let name = file == nil ? NationalRecords.shippedSource : place.lastPathComponent
        let taken = try await dossiers.catalogue.takeIn(
            table.records, source: source ?? name, by: .system("dossiers.command"))
        report.lines.append("taken in: \(taken.new + taken.changed), unclear points: \(taken.conflicts)")
        return report
    }

    /// Writes down holidays and exchanged days by command, all or none.
    ///
    /// - Parameters:
    ///   - file: A table as `working-days.csv`; each row names its source.
    ///   - complete: Years whose days are all there with it.
    /// - Throws: `CalendarError`, or when the file cannot be read.
    package func importWorkingDays(file: String, complete: [Int]) async throws -> [String] {
        let text = try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8)
        let told = try WorkingCalendar(table: text)
        let known = try await identity.calendar.workingCalendar()
        let years = Set(
            HeadedTable(text, needing: ["date"], limit: 10_000).rows.compactMap { CivilDay(iso8601: $0["date"])?.year })
        let news = years.sorted().flatMap(told.entries(of:)).filter { known.entry(on: $0.day) != $0 }
        let source = URL(fileURLWithPath: file).lastPathComponent
        if !news.isEmpty {
            try await identity.calendar.announce(news, reason: source, by: .system("identity.command"))
        }
        for year in complete {
            try await identity.calendar.complete(
                year, source: news.first?.source ?? source, by: .system("identity.command"))
        }
        return ["days: \(news.count)"] + complete.map { "complete: \($0)" }
    }
}
