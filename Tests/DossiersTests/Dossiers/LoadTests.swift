// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("What colleagues have in hand")
struct LoadTests {
    /// Counted anew from the dossiers, and as it is kept.
    private func both(_ city: SampleDesk) async throws -> (counted: [String], kept: [String]) {
        try await city.database.read { tx in
            func lines(_ question: SQL) throws -> [String] {
                try tx.rows(question).map { row in
                    try (0..<3).map { try row.get($0, as: String.self) }.joined(separator: " ")
                        + " \(try row.get(3, as: Int.self))"
                }.sorted()
            }
            return (
                try lines("SELECT office, queue, holder, count(*) FROM dossier WHERE holder <> '' GROUP BY 1, 2, 3"),
                try lines("SELECT office, queue, holder, total FROM dossier_load WHERE total <> 0")
            )
        }
    }

    @Test("is the same kept up to date as counted anew, whatever is done", arguments: Backend.available)
    func kept(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            #expect(try await city.desk.makeSamples(40) == 40)
            var dossiers: [Dossier] = []
            for number in 0..<6 { dossiers.append(try await city.received(SampleDesk.request("Nguyễn \(number)"))) }
            let received = try await both(city)
            #expect(received.counted == received.kept && received.counted.contains { $0.hasSuffix("tuan 3") })
            // Given on, given back, moved to the next, withdrawn, sent elsewhere.
            dossiers[0] = try await city.desk.assign(
                dossiers[0].id, to: "tuan", revision: dossiers[0].revision, by: SampleDesk.chau)
            _ = try await city.desk.assign(
                dossiers[1].id, to: "", revision: dossiers[1].revision, by: SampleDesk.person(dossiers[1].holder))
            _ = try await city.act(
                SampleDesk.deed("propose", "Dự thảo", confirmed: [.applicantConfirmed]), on: dossiers[2],
                by: SampleDesk.person(dossiers[2].holder))
            _ = try await city.desk.withdraw(
                dossiers[3].id, because: "Đã có giấy", revision: dossiers[3].revision, by: SampleDesk.linh)
            _ = try await city.desk.transfer(
                dossiers[4].id, to: SampleDesk.binhMinh, because: "Thuộc Bình Minh", revision: dossiers[4].revision,
                by: SampleDesk.chau)
            let done = try await both(city)
            #expect(done.counted == done.kept && done.kept != received.kept)
        }
    }

    @Test("is counted from the dossiers that were there before it was kept", arguments: Backend.available)
    func migrated(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            for number in 0..<4 { _ = try await city.received(SampleDesk.request("Trần \(number)")) }
            try await city.database.write { tx in
                try tx.execute("DROP TABLE dossier_load")
                try tx.executeScript(LoadStore.migration.text(for: tx.dialect))
            }
            let now = try await both(city)
            #expect(now.counted == now.kept && !now.kept.isEmpty)
        }
    }
}
