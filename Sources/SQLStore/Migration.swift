// SPDX-License-Identifier: Apache-2.0

/// One step of a feature's schema. Append only: a migration that has been
/// released is never edited, its text is checked against what was applied.
package struct Migration: Sendable {
    /// 1, 2, 3 … within the feature, without gaps.
    package let number: Int
    /// Two to five words, kebab-cased.
    package let name: String
    package let sqlite: String
    package let postgres: String

    /// A step written in the SQL both databases share.
    package init(_ number: Int, _ name: String, _ text: String) {
        self.init(number, name, sqlite: text, postgres: text)
    }

    /// A step with a text for each database.
    package init(_ number: Int, _ name: String, sqlite: String, postgres: String) {
        self.number = number
        self.name = name
        self.sqlite = sqlite
        self.postgres = postgres
    }

    package func text(for dialect: Dialect) -> String { dialect == .sqlite ? sqlite : postgres }
}

/// All migrations of one feature, in order.
package struct FeatureMigrations: Sendable {
    package let feature: String
    package let migrations: [Migration]

    package init(_ feature: String, _ migrations: [Migration]) {
        self.feature = feature
        self.migrations = migrations
    }
}
