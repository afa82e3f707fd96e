// SPDX-License-Identifier: Apache-2.0

extension EnvironmentMigrations {
    static let derived = """
        CREATE TABLE environment_due (
            station_id BIGINT NOT NULL,
            hour BIGINT NOT NULL,
            mark BIGINT NOT NULL,
            live BIGINT NOT NULL,
            PRIMARY KEY (station_id, hour)
        );
        CREATE INDEX environment_due_by_mark ON environment_due (live, mark);

        CREATE TABLE environment_index (
            station_id BIGINT NOT NULL,
            period TEXT NOT NULL,
            at BIGINT NOT NULL,
            value BIGINT,
            category TEXT,
            dominant TEXT,
            sub_indices TEXT NOT NULL,
            have BIGINT NOT NULL,
            expected BIGINT NOT NULL,
            reason TEXT,
            final BIGINT NOT NULL,
            computed_at BIGINT NOT NULL,
            PRIMARY KEY (station_id, period, at),
            CONSTRAINT environment_index_period CHECK (period IN ('hour', 'day'))
        );

        CREATE TABLE environment_assessment (
            station_id BIGINT NOT NULL,
            parameter TEXT NOT NULL,
            averaging TEXT NOT NULL,
            at BIGINT NOT NULL,
            mean DOUBLE PRECISION,
            limit_value DOUBLE PRECISION,
            document TEXT NOT NULL,
            exceeded BIGINT,
            reason TEXT,
            computed_at BIGINT NOT NULL,
            PRIMARY KEY (station_id, parameter, averaging, at)
        );
        CREATE INDEX environment_assessment_by_station ON environment_assessment (station_id, averaging, at);

        """

    static let alarms = """
        CREATE TABLE environment_alarm (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            station_id BIGINT NOT NULL,
            parameter TEXT NOT NULL,
            averaging TEXT NOT NULL,
            severity BIGINT NOT NULL,
            raised_at BIGINT NOT NULL,
            about_at BIGINT NOT NULL,
            value DOUBLE PRECISION,
            limit_value DOUBLE PRECISION,
            document TEXT NOT NULL,
            quiet BIGINT NOT NULL,
            quiet_at BIGINT,
            acknowledged_at BIGINT,
            acknowledged_by TEXT,
            ended_at BIGINT,
            open_key TEXT,
            CONSTRAINT environment_alarm_open_unique UNIQUE (open_key),
            CONSTRAINT environment_alarm_kind CHECK (kind IN ('limit', 'index', 'silent', 'quality'))
        );
        CREATE INDEX environment_alarm_by_end ON environment_alarm (ended_at, severity, raised_at);
        CREATE INDEX environment_alarm_by_time ON environment_alarm (raised_at, id);
        CREATE INDEX environment_alarm_by_station ON environment_alarm (station_id, raised_at, id);

        CREATE TABLE environment_alarm_event (
            id {ID},
            alarm_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            at BIGINT NOT NULL,
            actor TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            note TEXT NOT NULL,
            value DOUBLE PRECISION,
            severity BIGINT NOT NULL,
            CONSTRAINT environment_alarm_event_alarm FOREIGN KEY (alarm_id) REFERENCES environment_alarm (id),
            CONSTRAINT environment_alarm_event_kind
                CHECK (kind IN ('raised', 'worsened', 'acknowledged', 'ended'))
        );
        CREATE INDEX environment_alarm_event_by_alarm ON environment_alarm_event (alarm_id, id);

        """
}
