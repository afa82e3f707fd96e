// SPDX-License-Identifier: Apache-2.0

extension EnvironmentMigrations {
    static let attendance = """
        CREATE TABLE environment_attendance (
            name TEXT PRIMARY KEY,
            since_at BIGINT NOT NULL,
            until_at BIGINT NOT NULL,
            seen_at BIGINT NOT NULL,
            CONSTRAINT environment_attendance_span CHECK (until_at >= since_at)
        );

        """

    /// Refused files and waiting entries are few among many: indices of them
    /// alone cost the intake nothing for every good file.
    static let lookups = """
        CREATE INDEX environment_file_by_day ON environment_file (stamped_at, id);
        CREATE INDEX environment_file_by_station_day ON environment_file (station_id, stamped_at, id);
        CREATE INDEX environment_file_refused ON environment_file (id) WHERE state = 'refused';
        CREATE INDEX environment_file_refused_by_day ON environment_file (stamped_at, id) WHERE state = 'refused';
        CREATE INDEX environment_quarantine_by_reason ON environment_quarantine (reason, id) WHERE state = 'waiting';
        CREATE INDEX environment_quarantine_by_keeping ON environment_quarantine (kept_as) WHERE kept_as IS NOT NULL;

        """

    /// Trying again all that waits with one reason. One at a time for a reason:
    /// `open_key` is the reason until it has ended.
    static let retrials = """
        CREATE TABLE environment_retrial (
            id TEXT PRIMARY KEY,
            reason TEXT NOT NULL,
            open_key TEXT,
            newest BIGINT NOT NULL,
            place BIGINT NOT NULL,
            total BIGINT NOT NULL,
            done BIGINT NOT NULL,
            taken BIGINT NOT NULL,
            started_at BIGINT NOT NULL,
            started_by TEXT NOT NULL,
            started_by_name TEXT NOT NULL,
            ended_at BIGINT,
            CONSTRAINT environment_retrial_open_unique UNIQUE (open_key),
            CONSTRAINT environment_retrial_span CHECK (place <= newest)
        );
        CREATE INDEX environment_retrial_by_time ON environment_retrial (started_at, id);

        """
}
