// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Files that belong to the server, beside the executable.
package enum ServerResources {
    private static let base = Bundle.module.resourceURL ?? Bundle.module.bundleURL
    package static let translations = base.appendingPathComponent("Translations")
    package static let sample = base.appendingPathComponent("Sample")
    static let printing = base.appendingPathComponent("print.py")
    package static let api = base.appendingPathComponent("API")
}
