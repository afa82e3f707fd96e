// SPDX-License-Identifier: Apache-2.0

import SQLStore

extension LedgerMigrations {
    /// Counts of people's acts by day and proof, and the ways to the records
    /// behind them.
    static let tally = Migration(
        2, "tally-of-acts",
        """
        CREATE TABLE ledger_tally (
            -- days since 1970-01-01, of the calendar of Viet Nam
            day BIGINT NOT NULL,
            -- empty: without a sign-in
            assurance TEXT NOT NULL,
            acts BIGINT NOT NULL,
            CONSTRAINT ledger_tally_pkey PRIMARY KEY (day, assurance)
        );
        INSERT INTO ledger_tally (day, assurance, acts)
        SELECT (at + 25200000000) / 86400000000, CASE WHEN authentication = '' THEN '' ELSE assurance END, count(*)
        FROM ledger_entry WHERE substr(actor, 1, 7) = 'person:' GROUP BY 1, 2;
        CREATE INDEX ledger_entry_proved ON ledger_entry (assurance, at, number) WHERE assurance <> '';
        CREATE INDEX ledger_entry_unproved ON ledger_entry (at, number)
            WHERE authentication = '' AND substr(actor, 1, 7) = 'person:';
        """)
}
