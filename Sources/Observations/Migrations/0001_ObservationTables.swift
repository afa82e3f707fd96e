// SPDX-License-Identifier: Apache-2.0

import SQLStore

extension Migration {
    /// Values lie in the order of series and time, so that a range of one
    /// series is one walk; SQLite needs no second tree for that.
    static let observationTables = Migration(
        1, "series-values-aggregates",
        sqlite: tables(identity: "INTEGER PRIMARY KEY AUTOINCREMENT", clustered: " WITHOUT ROWID"),
        postgres: tables(identity: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", clustered: ""))

    private static func tables(identity: String, clustered: String) -> String {
        """
        CREATE TABLE observation_series (
            id \(identity),
            subject TEXT NOT NULL,
            property TEXT NOT NULL,
            unit TEXT NOT NULL,
            period BIGINT NOT NULL,
            deleted_through BIGINT,
            CONSTRAINT observation_series_key UNIQUE (subject, property, unit, period),
            CONSTRAINT observation_series_period_check CHECK (period > 0)
        );
        CREATE TABLE observation_value (
            series BIGINT NOT NULL,
            at BIGINT NOT NULL,
            value DOUBLE PRECISION,
            status TEXT NOT NULL,
            flag TEXT NOT NULL,
            counts BIGINT NOT NULL,
            origin_record BIGINT,
            origin_line BIGINT,
            CONSTRAINT observation_value_pkey PRIMARY KEY (series, at),
            CONSTRAINT observation_value_series_fkey FOREIGN KEY (series) REFERENCES observation_series (id),
            CONSTRAINT observation_value_counts_check CHECK (counts = 0 OR (counts = 1 AND value IS NOT NULL))
        )\(clustered);
        CREATE TABLE observation_revision (
            id \(identity),
            series BIGINT NOT NULL,
            at BIGINT NOT NULL,
            value DOUBLE PRECISION,
            status TEXT NOT NULL,
            flag TEXT NOT NULL,
            counts BIGINT NOT NULL,
            origin_record BIGINT,
            origin_line BIGINT,
            replaced_at BIGINT NOT NULL
        );
        CREATE INDEX observation_revision_key_index ON observation_revision (series, at);
        CREATE TABLE observation_flagging (
            id \(identity),
            series BIGINT NOT NULL,
            at BIGINT NOT NULL,
            flag TEXT NOT NULL,
            counts BIGINT NOT NULL,
            reason TEXT NOT NULL,
            earlier_flag TEXT NOT NULL,
            actor TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            flagged_at BIGINT NOT NULL
        );
        CREATE INDEX observation_flagging_key_index ON observation_flagging (series, at);
        \(["hour", "day", "month"].map { aggregateTable($0, clustered: clustered) }.joined(separator: "\n"))
        """
    }

    private static func aggregateTable(_ grain: String, clustered: String) -> String {
        """
        CREATE TABLE observation_\(grain) (
            series BIGINT NOT NULL,
            at BIGINT NOT NULL,
            counted BIGINT NOT NULL,
            total BIGINT NOT NULL,
            sum DOUBLE PRECISION NOT NULL,
            least DOUBLE PRECISION,
            greatest DOUBLE PRECISION,
            CONSTRAINT observation_\(grain)_pkey PRIMARY KEY (series, at)
        )\(clustered);
        """
    }
}
