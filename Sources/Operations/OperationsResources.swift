// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Files that belong to the feature, beside the executable.
package enum OperationsResources {
    package static let translations = Bundle.module.bundleURL.appendingPathComponent("Translations")
    static let reference = Bundle.module.bundleURL.appendingPathComponent("Reference")
}
