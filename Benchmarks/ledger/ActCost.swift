// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore

/// An act as features do it — read the record, change it at its version, write
/// down what happened — with and without its ledger entry, in turn.
struct ActCost {
    let database: any Database
    let writers: Int
    let rounds: Int

    static let migrations = FeatureMigrations(
        "bench",
        [
            Migration(
                1, "records",
                """
                CREATE TABLE bench_record (
                    id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, version BIGINT NOT NULL);
                CREATE TABLE bench_event (
                    id TEXT NOT NULL PRIMARY KEY, record BIGINT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL,
                    detail TEXT NOT NULL);
                CREATE INDEX bench_event_record ON bench_event (record, id);
                """)
        ])

    /// How much longer a round with entries takes, in percent: the median of
    /// the ratios of neighbouring rounds.
    func percent() async throws -> Double {
        try await Migrator([LedgerResources.migrations, Self.migrations]).migrate(database, at: .machine)
        try await database.write { tx in
            for id in 0..<1_000 {
                try tx.execute(
                    "INSERT INTO bench_record (id, name, version) VALUES (\(id), 'x', 1) ON CONFLICT (id) DO NOTHING")
            }
        }
        _ = try await round(withEntry: true)
        _ = try await round(withEntry: false)
        var ratios: [Double] = []
        for number in 0..<rounds {
            let isFirst = number % 2 == 0
            let one = try await round(withEntry: isFirst)
            let other = try await round(withEntry: !isFirst)
            ratios.append(isFirst ? one / other : other / one)
            try await database.write { tx in while try Sealing.number(in: tx) > 0 {} }
        }
        return (ratios.sorted()[ratios.count / 2] - 1) * 100
    }

    private func round(withEntry: Bool) async throws -> Double {
        let each = writers == 1 ? 300 : 50
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for number in 0..<each { try await act(on: writer * 15 + number % 15, withEntry) }
                }
            }
            try await group.waitForAll()
        }
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private func act(on record: Int, _ withEntry: Bool) async throws {
        let now = Clock.machine.now
        let actor = Actor(
            .person(id: "0198c0de-0000-7000-8000-000000000001", name: ""),
            proof: .init(authentication: "0198c0de-0000-7000-8000-000000000002", assurance: "medium"),
            office: .init(unit: "0198c0de-0000-7000-8000-000000000003"))
        try await database.write { tx in
            let version: Int = try tx.value("SELECT version FROM bench_record WHERE id = \(record)") ?? 0
            try tx.execute(
                "UPDATE bench_record SET name = 'y', version = version + 1 WHERE id = \(record) AND version = \(version)"
            )
            try tx.execute(
                """
                INSERT INTO bench_event (id, record, at, actor, detail)
                VALUES (\(LedgerEntry.ID(at: now)), \(record), \(now), \(actor.stored), 'changed')
                """)
            guard withEntry else { return }
            var entry = LedgerEntry(
                "bench.record-changed", of: "bench.record", String(record), by: actor, at: now, fields: ["name": "y"])
            entry.reason = "Hiệu chuẩn định kỳ"
            entry.legalBasis = "QĐ 12/QĐ-UBND ngày 01/11/2026"
            try entry.append(in: tx)
        }
    }
}
