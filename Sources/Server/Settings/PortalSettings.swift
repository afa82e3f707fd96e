// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation

/// How the city reaches the national public-service portal.
package struct PortalSettings: Hashable, Sendable {
    package let address: String
    let session: Secret
    let unit: String

    /// - Throws: What `wrong` makes of the setting that does not fit.
    init(
        _ value: (Setting) -> String, wrong: (_ setting: Setting, _ takes: String) -> SettingsError
    ) throws(SettingsError) {
        guard URLComponents(string: value(.nationalPortal))?.isPrivateService == true
        else { throw wrong(.nationalPortal, "https://HOST/PATH (http:// for this machine alone)") }
        guard let lines = KeyLines.first(2, ofFile: value(.nationalPortalFile)) else {
            throw wrong(
                .nationalPortalFile,
                "a file that can be read: the session's key in its first line, the city's code in its second")
        }
        address = value(.nationalPortal)
        session = Secret(lines[0])
        unit = lines[1]
    }
}
