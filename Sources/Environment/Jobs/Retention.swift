// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import Observations
import SQLStore
import ServiceLifecycle

/// How long records are kept: `Reference/retention.csv`.
package struct RetentionRules: Sendable {
    private let days: [String: Int]

    init(_ table: ReferenceTable) throws {
        var days: [String: Int] = [:]
        for row in table.rows { days[try row.text("what")] = try row.count("days") }
        for name in ["values", "file-contents", "events", "drafts"] where days[name] == nil {
            throw ReferenceError.contradiction(file: table.file, line: 1, "\(name) is missing")
        }
        self.days = days
    }

    func age(of what: String) -> Duration { .days(days[what] ?? 36_500) }
}

/// Lets go of what the rules no longer keep, in short transactions: values,
/// contents of files (their records stay), old events, forgotten drafts.
struct Retention: Sendable {
    let database: any Database
    let observations: ObservationStore
    let rules: RetentionRules
    let clock: Clock

    static let step = 1_000

    /// Works until nothing is left to let go.
    func work() async throws {
        let now = clock.now
        while try await dropContents(at: now) == Self.step {}
        let rule = RetentionRule(property: nil, keep: rules.age(of: "values"))
        let observations = observations
        while try await database.write({ try observations.deleteOldValues(by: [rule], at: now, limit: 5_000, in: $0) })
            >= 5_000
        {}
        let events = now - rules.age(of: "events")
        let drafts = now - rules.age(of: "drafts")
        try await database.write { tx in
            try tx.execute("DELETE FROM environment_event WHERE at < \(events)")
            try tx.execute(
                """
                UPDATE environment_import SET state = 'discarded', content = NULL, ended_at = \(now)
                WHERE state = 'draft' AND created_at < \(drafts)
                """)
        }
    }

    /// Files are taken in the order of their numbers, so the oldest come first
    /// and the walk ends at the first that is young enough.
    private func dropContents(at now: Instant) async throws -> Int {
        let edge = now - rules.age(of: "file-contents")
        return try await database.write { tx in
            let done: Int64 = try tx.value("SELECT value FROM environment_progress WHERE name = 'contents'") ?? 0
            let old = try tx.rows(
                """
                SELECT id, taken_at FROM environment_file WHERE id > \(done) ORDER BY id LIMIT \(Self.step)
                """)
            var last = done
            var count = 0
            for row in old {
                guard try row.get(1, as: Instant.self) < edge else { break }
                last = try row.get(0)
                count += 1
            }
            guard count > 0 else { return 0 }
            try tx.execute("DELETE FROM environment_file_content WHERE file_id > \(done) AND file_id <= \(last)")
            try tx.execute(
                """
                INSERT INTO environment_progress (name, value) VALUES ('contents', \(last))
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """)
            return count
        }
    }
}

/// Runs what need not be done at once: confirmed imports and
/// ordered retrials every few seconds, retention once an hour. On the node that derives.
struct HousekeepingService: Service {
    let imports: ImportRun
    let retrials: RetrialRun
    let retention: Retention
    let lease: Lease
    let logger: Logger

    func run() async throws {
        var retainedAt: Instant?
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                if try await imports.database.read({ try lease.isHeld(in: $0) }) {
                    while try await imports.work(), !Task.isShuttingDownGracefully {}
                    while try await retrials.work(), !Task.isShuttingDownGracefully {}
                    let now = lease.clock.now
                    if retainedAt.map({ now - $0 >= .hours(1) || now < $0 }) ?? true {
                        try await retention.work()
                        retainedAt = now
                    }
                }
            } catch {
                logger.error("housekeeping waits", metadata: ["error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(3)) }
        }
    }
}
