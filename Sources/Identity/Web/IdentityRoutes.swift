// SPDX-License-Identifier: Apache-2.0

import Basics
package import Web

extension IdentityFeature {
    /// Method, address, who may, endpoint.
    package var routes: RouteTable {
        let administrator = IdentityPolicies.accounts
        let (opens, acts) = (IdentityPolicies.opening(administrator), IdentityPolicies.acting(administrator))
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
                .get("/identity/accounts/new", opens, showNewAccount),
                .post("/identity/accounts", acts, createAccount),
                .get("/identity/accounts/{account}", opens, showAccount),
                .post("/identity/accounts/{account}", acts, changeAccount),
                .post("/identity/accounts/{account}/disablement", acts, disableAccount),
                .post("/identity/accounts/{account}/enablement", acts, enableAccount),
                .post("/identity/accounts/{account}/password", acts, resetPassword),
                .post("/identity/accounts/{account}/second-factor", acts, resetSecondFactor),
            ])
    }

    /// The second step of signing in, and what people do with it.
    package var secondFactorRoutes: RouteTable {
        let recently = Policy.all([.signedIn, .proved(within: .minutes(15))])
        return RouteTable(
            "identity",
            [
                .get("/sign-in/second-factor", .everyone, showSecondFactor),
                .post("/sign-in/second-factor", .everyone, completeSignIn),
                .get("/account/confirmation", .signedIn, showConfirmation),
                .post("/account/confirmation", .signedIn, confirm),
                .post("/account/second-factor", recently, replaceSecondFactor),
                .post("/account/recovery-codes", recently, makeRecoveryCodes),
                .post("/account/other-sessions/end", .signedIn, endOtherSessions),
            ])
    }

    /// Making the first administrator, and the tokens of programs.
    package var tokenRoutes: RouteTable {
        let opens = IdentityPolicies.opening(IdentityPolicies.accounts)
        let acts = IdentityPolicies.acting(IdentityPolicies.accounts)
        return RouteTable(
            "identity",
            [
                .get("/set-up", .everyone, showFirstRun),
                .post("/set-up", .everyone, completeFirstRun),
                .get("/identity/tokens", opens, listTokens),
                .post("/identity/tokens", acts, issueToken),
                .post("/identity/tokens/{token}/revocation", acts, revokeToken),
                .get("/api/identity/events", .scope(.securityLog), answers: .data, listEvents),
            ])
    }
}
