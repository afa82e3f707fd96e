// SPDX-License-Identifier: Apache-2.0

import SQLStore

/// Acts and events tell reason and legal basis apart from what was done, and
/// the token of a program stands among the proofs that acts rest on.
enum ActMigration {
    static func reasons(_ number: Int) -> Migration {
        Migration(
            number, "reasons-and-token-proofs",
            """
            ALTER TABLE identity_act ADD COLUMN reason TEXT NOT NULL DEFAULT '';
            ALTER TABLE identity_act ADD COLUMN legal_basis TEXT NOT NULL DEFAULT '';
            ALTER TABLE identity_event ADD COLUMN reason TEXT NOT NULL DEFAULT '';
            INSERT INTO identity_authentication (id, at, account_id, method, level, device, address)
            SELECT id, created_at, owner_id, 'token', 'low', '', '' FROM identity_api_token;
            """)
    }
}
