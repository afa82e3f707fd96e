// SPDX-License-Identifier: Apache-2.0

import Basics
import Dossiers
import SQLStore

/// What a year's report 06 costs where what is open or late, and the counters,
/// are those of 96 offices: spread in a transaction that is taken back.
struct ReportCost {
    let database: any Database
    let count: Int

    static let units = 96

    private struct TakenBack: Error {
        let taken: [Double]
    }

    /// Milliseconds each.
    func measured() async throws -> [Double] {
        do {
            try await database.write { tx in
                try spread(in: tx)
                let today = CivilZone.vietNam.day(of: Clock.machine.now)
                var taken: [Double] = []
                for _ in 0..<count {
                    let start = ContinuousClock.now
                    let reports = try ReportStore.reports(from: today - 364, to: today, in: tx)
                    taken.append((ContinuousClock.now - start) / .milliseconds(1))
                    guard reports.count >= Self.units else { throw BenchOffice.NoOffice() }
                }
                throw TakenBack(taken: taken)
            }
            return []
        } catch let done as TakenBack { return done.taken }
    }

    private func spread(in tx: any Transaction) throws {
        let offices = try tx.rows("SELECT DISTINCT office FROM dossier_count ORDER BY office")
            .map { try $0.get(0, as: String.self) }
        for number in 0..<Self.units {
            let unit = "bench-\(number)"
            try tx.execute(
                """
                INSERT INTO dossier_office (unit, unit_code, agency, name, name_en, set_by, set_at)
                VALUES (\(unit), \(unit), \("B\(number).01"), \(unit), \(unit), 'system:bench', 0)
                """)
            try tx.execute(
                """
                INSERT INTO dossier_count (office, day, measure, total)
                SELECT \(unit), day, measure, total FROM dossier_count WHERE office = \(offices[number % offices.count])
                """)
            try tx.execute(
                """
                INSERT INTO dossier_count_month (month, office, measure, total)
                SELECT month, \(unit), measure, total FROM dossier_count_month
                WHERE office = \(offices[number % offices.count])
                """)
        }
        try tx.execute(
            """
            UPDATE dossier SET office = 'bench-' || CAST(submitted_at % \(Self.units) AS TEXT)
            WHERE processed_at IS NULL OR processed_at > due_at
            """)
    }
}
