// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ledger
import SQLStore
import SQLiteStore

/// Fills a migrated database with acts, sealed, with a checkpoint every 1,000.
struct LogFill {
    let path: String

    func fill(_ count: Int) async throws {
        let database = try SQLiteDatabase(path: path)
        let folder = KeyFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path + "/data")
        let sealer = Sealer(database: database, clock: .machine, folder: folder, host: "localhost")
        var done = 0
        while done < count {
            let part = done..<min(count, done + 1_000)
            try await database.write { tx in
                let now = Clock.machine.now
                for number in part {
                    let person = 1_000 + number % 150
                    let actor = Actor(
                        .person(id: "0198c0de-0000-7000-8000-00000000\(person)", name: ""),
                        proof: .init(authentication: "0198c0de-0000-7000-8001-00000000\(person)", assurance: "medium"),
                        office: .init(unit: "0198c0de-0000-7000-8002-00000000\(1_000 + number % 40)"))
                    var entry = LedgerEntry(
                        "environment.station-changed", of: "environment.station", "TNI\(number % 400)",
                        by: actor, at: now,
                        fields: ["name": "Trạm \(number)", "medium": "air", "valid-from": "2026-01-01T00:00:00+07:00"])
                    entry.reason = "Hiệu chuẩn định kỳ"
                    entry.legalBasis = "QĐ \(number % 90)/QĐ-UBND"
                    try entry.append(in: tx)
                }
            }
            try await sealer.number()
            _ = try await sealer.sign()
            done = part.upperBound
        }
        await database.close()
    }
}
