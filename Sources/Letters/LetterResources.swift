// SPDX-License-Identifier: Apache-2.0

package import SQLStore

/// What letters bring along: their table.
package enum LetterResources {
    package static let migrations: FeatureMigrations = LetterMigrations.all
}
