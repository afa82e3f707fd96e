// SPDX-License-Identifier: Apache-2.0

extension EnvironmentMigrations {
    /// `flowing` or `standing`; nothing, where nobody has said, is flowing.
    static let waterBodies = """
        ALTER TABLE environment_station_version ADD COLUMN water_body TEXT;

        """
}
