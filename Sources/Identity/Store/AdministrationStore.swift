// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// What `/administration` asks: along an index, and no more than
/// `Figure.mostCounted` rows and one.
enum AdministrationStore {
    private static let most = Figure.mostCounted + 1

    /// How often something happened to accounts since `moment`.
    static func count(_ kind: IdentityEvent.Kind, since moment: Instant, in tx: any Reading) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM identity_event
                WHERE kind = \(kind.rawValue) AND id > \(Identifier<IdentityEvent>(at: moment)) LIMIT \(most)
            ) AS found
            """) ?? 0
    }

    /// When the tokens of programs that are good after `moment` end, the first first.
    static func tokenEnds(after moment: Instant, in tx: any Reading) throws -> [Instant] {
        try tx.rows(
            """
            SELECT expires_at FROM identity_api_token
            WHERE expires_at > \(moment) AND revoked_at IS NULL ORDER BY expires_at LIMIT \(most)
            """
        ).map { try $0.get(0) }
    }

    /// The last days for answering the open requests about personal data, the first first.
    static func requestTerms(in tx: any Reading) throws -> [CivilDay] {
        try tx.rows(
            "SELECT due_on FROM identity_data_request WHERE state = 'open' ORDER BY due_on, id LIMIT \(most)"
        ).map { try $0.get(0) }
    }

    /// Whether a sample account may sign in where real people work.
    static func samplesBesideReal(in tx: any Reading) throws -> Bool {
        let sample: Int? = try tx.value(
            "SELECT 1 FROM identity_account WHERE is_sample = 1 AND disabled_at IS NULL LIMIT 1")
        let real: Int? = try tx.value("SELECT 1 FROM identity_account WHERE is_sample = 0 LIMIT 1")
        return sample != nil && real != nil
    }
}

/// The schema of what administrators look through.
enum AdministrationMigrations {
    static func indexes(_ number: Int) -> Migration {
        Migration(
            number, "indexes-for-administration",
            """
            CREATE INDEX identity_event_by_kind ON identity_event (kind, id);
            CREATE INDEX identity_api_token_by_expiry ON identity_api_token (expires_at);
            CREATE INDEX identity_account_by_sample ON identity_account (is_sample, disabled_at);
            """)
    }
}
