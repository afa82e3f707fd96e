// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Finding citizens by a value that is known of them, for whoever looks after
/// requests at the counter. The value itself lies nowhere: only a keyed hash of
/// it, of its one form, as with the staff's.
extension CitizenStore {
    /// What somebody is found by: values that tell one person from another, in
    /// the form in which they are searched for. What has no such form, as a
    /// telephone of another country, finds nobody.
    private static func findable(_ profile: CitizenProfile) -> [(field: PersonalField, value: String)] {
        let told: [(PersonalField, String?)] = [
            (.identityNumber, profile.identityNumber), (.phone, profile.phone), (.email, profile.email),
        ]
        return told.compactMap { field, value in
            value.flatMap { try? field.settled($0) }.map { (field, $0) }
        }
    }

    private func searchKeys(_ value: String, _ field: PersonalField) throws -> [String] {
        try keys.searchKeys(of: value, for: "\(Self.purpose) \(field.rawValue)")
    }

    /// Keeps what a citizen is found by as their record has it now.
    func makeFindable(_ citizen: Citizen, in tx: any Transaction) throws {
        let values = Self.findable(citizen.profile)
        for (field, value) in values {
            let key = try searchKeys(value, field).last ?? ""
            try tx.execute(
                """
                INSERT INTO identity_citizen_value (citizen_id, field, search_key)
                VALUES (\(citizen.id), \(field.rawValue), \(key))
                ON CONFLICT (citizen_id, field) DO UPDATE SET search_key = excluded.search_key
                """)
        }
        for field in PersonalField.allCases where !values.contains(where: { $0.field == field }) {
            try tx.execute(
                "DELETE FROM identity_citizen_value WHERE citizen_id = \(citizen.id) AND field = \(field.rawValue)")
        }
        try tx.execute("UPDATE identity_citizen SET is_findable = 1 WHERE id = \(citizen.id) AND is_findable = 0")
    }

    /// Citizens with this value, in its one form; of those whose record opens.
    func having(_ value: String, in field: PersonalField, limit: Int, in tx: any Reading) throws -> [Citizen] {
        let keys = try searchKeys(value, field)
        let ids = try tx.rows(
            """
            SELECT citizen_id FROM identity_citizen_value
            WHERE field = \(field.rawValue) AND search_key IN (\(SQL.list(keys))) ORDER BY citizen_id LIMIT \(limit)
            """
        ).map { try $0.get(0, as: Citizen.ID.self) }
        return try all(ids, in: tx).compactMap { try? opened($0) }
    }

    /// Makes citizens findable whose record is from before anybody could be
    /// found; does nothing where there are none.
    ///
    /// - Returns: The last of those looked at after `last`; `nil` at the end.
    func makeRestFindable(after last: String, limit: Int, in tx: any Transaction) throws -> String? {
        let rest = try tx.rows(
            """
            SELECT id FROM identity_citizen WHERE is_findable = 0 AND id > \(last) ORDER BY id LIMIT \(limit)
            """
        ).map { try $0.get(0, as: Citizen.ID.self) }
        for stored in try all(rest, in: tx) {
            guard let citizen = try? opened(stored) else { continue }
            // A sign-in of this moment knows better: its row is left alone.
            let isOurs = try tx.execute(
                """
                UPDATE identity_citizen SET is_findable = 1
                WHERE id = \(stored.id) AND is_findable = 0 AND profile = \(stored.sealed)
                """)
            if isOurs == 1 { try makeFindable(citizen, in: tx) }
        }
        return rest.last?.description
    }
}

extension CitizenMigration {
    static func finding(_ number: Int) -> Migration {
        Migration(
            number, "citizens-found-by-value",
            """
            -- 0: from before what follows was kept
            ALTER TABLE identity_citizen ADD COLUMN is_findable BIGINT NOT NULL DEFAULT 0;
            CREATE INDEX identity_citizen_unfindable ON identity_citizen (id) WHERE is_findable = 0;
            CREATE TABLE identity_citizen_value (
                citizen_id TEXT NOT NULL,
                field TEXT NOT NULL,
                -- a keyed hash of the value
                search_key TEXT NOT NULL,
                CONSTRAINT identity_citizen_value_pkey PRIMARY KEY (citizen_id, field)
            );
            CREATE INDEX identity_citizen_value_by_search_key ON identity_citizen_value (field, search_key);
            """)
    }
}
