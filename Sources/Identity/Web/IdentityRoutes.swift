// SPDX-License-Identifier: Apache-2.0

package import Web

extension IdentityFeature {
    /// Method, address, who may, endpoint.
    package var routes: RouteTable {
        let administrator = Policy.role(.administrator)
        return RouteTable(
            "identity",
            [
                .get("/sign-in", .everyone, showSignIn),
                .post("/sign-in", .everyone, signIn),
                .post("/sign-out", .everyone, signOut),

                .get("/account", .signedIn, showOwnAccount),
                .post("/account/sessions/{session}/end", .signedIn, endOwnSession),
                .get("/account/password", .signedIn, showPasswordForm),
                .post("/account/password", .signedIn, changePassword),

                .get("/identity/accounts", administrator, listAccounts),
                .get("/identity/accounts/new", administrator, showNewAccount),
                .post("/identity/accounts", administrator, createAccount),
                .get("/identity/accounts/{account}", administrator, showAccount),
                .post("/identity/accounts/{account}", administrator, changeAccount),
                .post("/identity/accounts/{account}/disablement", administrator, disableAccount),
                .post("/identity/accounts/{account}/enablement", administrator, enableAccount),
                .post("/identity/accounts/{account}/password", administrator, resetPassword),
            ])
    }
}
