// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// How many open dossiers each person has in hand, kept up to date with every
/// act: whoever gets the next one is not looked for among all that lie open.
enum LoadStore {
    static let migration = Migration(
        23, "loads",
        """
        CREATE TABLE dossier_load (
            office TEXT NOT NULL, queue TEXT NOT NULL, holder TEXT NOT NULL, total BIGINT NOT NULL,
            CONSTRAINT dossier_load_pkey PRIMARY KEY (office, queue, holder)
        );
        INSERT INTO dossier_load (office, queue, holder, total)
        SELECT office, queue, holder, count(*) FROM dossier WHERE holder <> '' GROUP BY office, queue, holder;
        """)

    /// Counts where a dossier lies now in place of where it lay.
    ///
    /// - Parameter old: `nil` for one that is new.
    static func move(_ old: Dossier?, to new: Dossier, in tx: any Transaction) throws {
        let places = [old, new].map { $0.map { [$0.office, $0.queue, $0.holder] } }
        guard places[0] != places[1] else { return }
        for (dossier, amount) in [(old, -1), (new, 1)] {
            guard let dossier, !dossier.holder.isEmpty else { continue }
            try tx.execute(
                """
                INSERT INTO dossier_load (office, queue, holder, total)
                VALUES (\(dossier.office), \(dossier.queue), \(dossier.holder), \(amount))
                ON CONFLICT (office, queue, holder) DO UPDATE SET total = dossier_load.total + excluded.total
                """)
        }
    }

    /// How many open dossiers each account has in a queue of an office.
    static func loads(of office: String, queue: String, in tx: any Reading) throws -> [String: Int] {
        let rows = try tx.rows(
            "SELECT holder, total FROM dossier_load WHERE office = \(office) AND queue = \(queue)")
        return Dictionary(try rows.map { (try $0.get(0), try $0.get(1)) }) { $1 }
    }
}
