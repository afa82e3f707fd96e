// SPDX-License-Identifier: Apache-2.0

extension EnvironmentMigrations {
    static let refusedByStation = """
        CREATE INDEX environment_file_refused_by_station ON environment_file (station_id, id)
            WHERE state = 'refused';

        """
}
