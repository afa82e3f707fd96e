// SPDX-License-Identifier: Apache-2.0

import Basics
package import Web

extension IdentityFeature {
    /// What the settings and the program's own records say, to be read by
    /// whoever looks after the platform.
    package var administrationRoutes: RouteTable {
        let administrator = IdentityPolicies.accounts
        return RouteTable(
            "identity-administration",
            [
                .get("/identity/providers", administrator, listProviders),
                .post("/identity/providers/{provider}/discovery", administrator, askProvider),
                .get("/identity/keys", administrator, listKeys),
                .get("/identity/security-log", administrator, showSecurityLog),
            ])
    }
}
