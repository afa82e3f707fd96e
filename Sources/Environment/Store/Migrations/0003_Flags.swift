// SPDX-License-Identifier: Apache-2.0

extension EnvironmentMigrations {
    static let flags = """
        CREATE TABLE environment_flag (
            id {ID},
            station_id BIGINT NOT NULL,
            parameter TEXT NOT NULL,
            from_at BIGINT NOT NULL,
            to_at BIGINT NOT NULL,
            verdict TEXT NOT NULL,
            reason TEXT NOT NULL,
            set_at BIGINT NOT NULL,
            set_by TEXT NOT NULL,
            set_by_name TEXT NOT NULL,
            withdrawn_at BIGINT,
            withdrawn_by TEXT,
            withdrawn_by_name TEXT,
            withdrawn_reason TEXT,
            CONSTRAINT environment_flag_span CHECK (to_at >= from_at)
        );
        CREATE INDEX environment_flag_by_station ON environment_flag (station_id, parameter, to_at);

        """

    static let imports = """
        CREATE TABLE environment_import (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            content {BYTES},
            size BIGINT NOT NULL,
            plan TEXT NOT NULL,
            state TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL,
            created_by_name TEXT NOT NULL,
            confirmed_at BIGINT,
            confirmed_by TEXT,
            ended_at BIGINT,
            rows_total BIGINT NOT NULL,
            rows_done BIGINT NOT NULL,
            accepted BIGINT NOT NULL,
            refused BIGINT NOT NULL,
            failure TEXT,
            CONSTRAINT environment_import_state
                CHECK (state IN ('draft', 'confirmed', 'done', 'failed', 'discarded'))
        );
        CREATE INDEX environment_import_by_time ON environment_import (created_at, id);
        CREATE INDEX environment_import_by_state ON environment_import (state, created_at);

        CREATE TABLE environment_import_refusal (
            import_id TEXT NOT NULL,
            line BIGINT NOT NULL,
            excerpt TEXT NOT NULL,
            reason TEXT NOT NULL,
            arguments TEXT NOT NULL,
            PRIMARY KEY (import_id, line)
        );

        """

    static let leases = """
        CREATE TABLE environment_lease (
            name TEXT PRIMARY KEY,
            holder TEXT NOT NULL,
            until BIGINT NOT NULL
        );

        CREATE TABLE environment_progress (
            name TEXT PRIMARY KEY,
            value BIGINT NOT NULL
        );

        CREATE TABLE environment_event (
            id {ID},
            minute BIGINT NOT NULL,
            kind TEXT NOT NULL,
            at BIGINT NOT NULL,
            station_code TEXT NOT NULL,
            amount BIGINT NOT NULL,
            subject TEXT NOT NULL,
            address TEXT NOT NULL,
            CONSTRAINT environment_event_minute_unique UNIQUE (minute, kind, station_code, subject)
        );
        CREATE INDEX environment_event_by_time ON environment_event (at, id);

        """
}
