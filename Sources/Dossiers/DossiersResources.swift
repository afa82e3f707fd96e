// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Where the feature's words and reference data lie.
package enum DossiersResources {
    private static let folder = Bundle.module.resourceURL ?? Bundle.module.bundleURL
    /// The folder of `vi.json` and `en.json`.
    package static let translations = folder.appendingPathComponent("Translations")
    package static let reference = folder.appendingPathComponent("Reference")
}
