// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
package import Hummingbird

/// Cookies of people who were sent to another site and will come back: what
/// this site must know again then, under a name that comes back with them.
/// Several tabs may be on their way at once.
extension WebContext {
    /// The most a browser keeps at once; beyond it the earlier ones are given up.
    private static let errandLimit = 4

    /// What the browser kept under `name`.
    package func errand(_ name: String) -> String? { errands[name] }

    /// `response`, with the browser keeping `value` for a while.
    ///
    /// - Parameter name: Letters and digits.
    package func keeping(errand name: String, _ value: String, for time: Duration, in response: Response) -> Response {
        var response = response
        if errands.count >= Self.errandLimit {
            for old in errands.keys where old != name { response = dropping(errand: old, in: response) }
        }
        let secure = site.settings.isSecure
        response.setCookie(
            CookieNames(isSecure: secure).errand + name, value, secure: secure, seconds: Int(time.components.seconds))
        return response
    }

    /// `response`, with the browser forgetting what it kept under `name`.
    package func dropping(errand name: String, in response: Response) -> Response {
        guard errands[name] != nil else { return response }
        var response = response
        let secure = site.settings.isSecure
        response.setCookie(CookieNames(isSecure: secure).errand + name, "", secure: secure, seconds: 0)
        return response
    }
}
