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
        guard let parts = URLComponents(string: value(.nationalPortal)), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.fragment == nil,
            parts.scheme == "https" || (parts.scheme == "http" && ["127.0.0.1", "localhost"].contains(host))
        else { throw wrong(.nationalPortal, "https://HOST/PATH (http:// for this machine alone)") }
        let lines = FileManager.default.contents(atPath: value(.nationalPortalFile)).map {
            String(decoding: $0, as: UTF8.self).split(whereSeparator: \.isNewline).map { String($0).tidied() }
        }
        guard let lines, lines.count >= 2, !lines[0].isEmpty, !lines[1].isEmpty else {
            throw wrong(
                .nationalPortalFile,
                "a file that can be read: the session's key in its first line, the city's code in its second")
        }
        address = value(.nationalPortal)
        session = Secret(lines[0])
        unit = lines[1]
    }
}
