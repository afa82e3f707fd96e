// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import SQLStore

/// What the ledger brings along: its tables and its words.
package enum LedgerResources {
    package static let migrations: FeatureMigrations = LedgerMigrations.all
    /// The folder of `vi.json` and `en.json`.
    package static let translations = Bundle.module.bundleURL.appendingPathComponent("Translations")
}
