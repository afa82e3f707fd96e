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
                .get("/signed-out", .everyone, showSignedOut),

                .get("/account", .staff, showOwnAccount),
                .post("/account/sessions/{session}/end", IdentityPolicies.acting(.staff), endOwnSession),
                .get("/account/password", .staff, showPasswordForm),
                .post("/account/password", .staff, changePassword),

                .get("/identity/accounts", administrator, listAccounts),
                .get("/identity/accounts/new", opens, showNewAccount),
                .post("/identity/accounts", acts, createAccount),
                .get("/identity/accounts/{account}", opens, showAccount),
                .post("/identity/accounts/{account}", acts, changeAccount),
                .post("/identity/accounts/{account}/disablement", acts, disableAccount),
                .post("/identity/accounts/{account}/enablement", acts, enableAccount),
                .post("/identity/accounts/{account}/password", acts, resetPassword),
                .post("/identity/accounts/{account}/second-factor", acts, resetSecondFactor),
                .post("/identity/accounts/{account}/sessions/end", acts, endAccountSessions),
                .get("/identity/sessions", opens, showSessions),
                .post("/identity/sessions/end", acts, endEverybodysSessions),
            ])
    }

    /// The second step of signing in, and what people do with it.
    package var secondFactorRoutes: RouteTable {
        let recently = Policy.all([.staff, .proved(within: .minutes(15))])
        return RouteTable(
            "identity",
            [
                .get("/sign-in/second-factor", .everyone, showSecondFactor),
                .post("/sign-in/second-factor", .everyone, completeSignIn),
                .get("/account/confirmation", .staff, showConfirmation),
                .post("/account/confirmation", .staff, confirm),
                .post("/account/second-factor", recently, replaceSecondFactor),
                .post("/account/recovery-codes", recently, makeRecoveryCodes),
                .post("/account/other-sessions/end", recently, endOtherSessions),
            ])
    }

    /// Citizens and businesses: to their provider and back, or by a code sent to
    /// them, and their own page.
    package var citizenRoutes: RouteTable {
        let recently = IdentityPolicies.acting(.citizen)
        return RouteTable(
            "identity",
            [
                .get("/sign-in/openid/{provider}", .everyone, departToProvider),
                .get("/sign-in/openid/{provider}/return", .everyone, returnFromProvider),
                .post("/sign-in/email", .everyone, askForCode),
                .get("/sign-in/email/code", .everyone, showEmailCode),
                .post("/sign-in/email/code", .everyone, completeEmailCode),
                .get("/citizen", .citizen, showCitizen),
                .post("/citizen/name", .citizen, nameCitizen),
                .get("/citizen/confirmation", .citizen, showCitizenConfirmation),
                .post("/citizen/confirmation", .citizen, confirmCitizen),
                .post("/citizen/sessions/{session}/end", recently, endCitizenSession),
                .post("/citizen/other-sessions/end", recently, endOtherCitizenSessions),
            ])
    }

    /// Making the first administrator, the tokens of programs, and what acts rest on.
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
                .get("/identity/authentications", IdentityPolicies.readers, showProvedActs),
                .get("/identity/authentications.json", IdentityPolicies.readers, answers: .data, listProvedActs),
                .get("/api/identity/events", .scope(.securityLog), answers: .data, listEvents),
            ])
    }
}
