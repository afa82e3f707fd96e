// SPDX-License-Identifier: Apache-2.0

extension EnvironmentMigrations {
    static let stations = """
        CREATE TABLE environment_sequence (
            name TEXT PRIMARY KEY,
            last BIGINT NOT NULL
        );
        INSERT INTO environment_sequence (name, last) VALUES
            ('station', 0), ('version', 0), ('file', 0), ('quarantine', 0), ('mark', 0), ('flag', 0), ('event', 0);

        CREATE TABLE environment_station (
            id {ID},
            code TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL,
            last_file_id BIGINT,
            last_file_at BIGINT,
            last_value_at BIGINT,
            CONSTRAINT environment_station_code_unique UNIQUE (code)
        );

        CREATE TABLE environment_station_version (
            id {ID},
            station_id BIGINT NOT NULL,
            valid_from BIGINT NOT NULL,
            valid_to BIGINT,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            name_en TEXT NOT NULL,
            medium TEXT NOT NULL,
            latitude DOUBLE PRECISION NOT NULL,
            longitude DOUBLE PRECISION NOT NULL,
            unit_code TEXT NOT NULL,
            owner TEXT NOT NULL,
            period_seconds BIGINT NOT NULL,
            water_class TEXT,
            source TEXT NOT NULL,
            replayed BIGINT NOT NULL,
            in_service BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL,
            CONSTRAINT environment_station_version_from_unique UNIQUE (station_id, valid_from),
            CONSTRAINT environment_station_version_station FOREIGN KEY (station_id)
                REFERENCES environment_station (id),
            CONSTRAINT environment_station_version_medium_check CHECK (medium IN ('air', 'water', 'weather')),
            CONSTRAINT environment_station_version_span CHECK (valid_to IS NULL OR valid_to > valid_from),
            CONSTRAINT environment_station_version_period CHECK (period_seconds BETWEEN 1 AND 86400)
        );

        """

    static let files = """
        CREATE TABLE environment_file (
            id {ID},
            name TEXT NOT NULL,
            path TEXT NOT NULL,
            station_id BIGINT,
            sha256 {BYTES} NOT NULL,
            size BIGINT NOT NULL,
            stamped_at BIGINT,
            received_at BIGINT NOT NULL,
            taken_at BIGINT NOT NULL,
            lines BIGINT NOT NULL,
            accepted BIGINT NOT NULL,
            refused BIGINT NOT NULL,
            repeated BIGINT NOT NULL,
            repeated_at BIGINT,
            version BIGINT NOT NULL,
            backlog BIGINT NOT NULL,
            state TEXT NOT NULL,
            CONSTRAINT environment_file_content_unique UNIQUE (name, sha256),
            CONSTRAINT environment_file_state CHECK (state IN ('taken', 'refused'))
        );
        CREATE INDEX environment_file_by_station ON environment_file (station_id, id);

        CREATE TABLE environment_file_content (
            file_id {ID},
            content {BYTES} NOT NULL
        );

        """

    static let quarantine = """
        CREATE TABLE environment_quarantine (
            id {ID},
            file_id BIGINT,
            station_code TEXT,
            name TEXT NOT NULL,
            path TEXT NOT NULL,
            line BIGINT,
            excerpt TEXT NOT NULL,
            reason TEXT NOT NULL,
            arguments TEXT NOT NULL,
            kept_as TEXT,
            received_at BIGINT NOT NULL,
            state TEXT NOT NULL,
            handled_at BIGINT,
            handled_by TEXT,
            note TEXT NOT NULL,
            CONSTRAINT environment_quarantine_state CHECK (state IN ('waiting', 'retried', 'settled'))
        );
        CREATE INDEX environment_quarantine_by_state ON environment_quarantine (state, id);
        CREATE INDEX environment_quarantine_by_file ON environment_quarantine (file_id, id);
        CREATE INDEX environment_quarantine_by_station ON environment_quarantine (station_code, state, id);

        """
}
