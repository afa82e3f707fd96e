// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Files that belong to the pages, beside the executable.
package enum WebResources {
    package static let translations = Bundle.module.bundleURL.appendingPathComponent("Translations")
    static let files = Bundle.module.bundleURL.appendingPathComponent("Static")
}
