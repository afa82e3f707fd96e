// SPDX-License-Identifier: Apache-2.0

package import Web

extension PeoplePages {
    /// People and posts, looked after by administrators, and by organisation
    /// officers within their reach.
    package var routes: RouteTable {
        let administrator = IdentityPolicies.accounts
        let officers = IdentityPolicies.organisation
        let (opens, acts) = (IdentityPolicies.opening(administrator), IdentityPolicies.acting(administrator))
        let (officersOpen, officersAct) = (IdentityPolicies.opening(officers), IdentityPolicies.acting(officers))
        return RouteTable(
            "identity-people",
            [
                .get("/people", officers, listPeople),
                .post("/people", officers, addPerson),
                .get("/people/list.csv", administrator, answers: .data, exportPeople),
                .get("/people/posts", officers, listPosts),
                .post("/people/posts", officersAct, establishPost),
                .get("/people/import", opens, showImport),
                .post("/people/import", acts, importPeople).accepting(bytes: 4_194_304),
                .get("/people/{person}", officers, showPerson),
                .post("/people/{person}/appointments", officersAct, appoint),
                .post("/people/{person}/appointments/{appointment}/end", officersAct, relieve),
                .post("/people/{person}/delegations", officersAct, delegate),
                .post("/people/{person}/delegations/{delegation}/end", officersAct, revoke),
                .post("/people/{person}/accounts", acts, linkAccount),
                .post("/people/{person}/leaving", acts, leave),
                .get("/people/{person}/permissions", officers, explain),
            ])
    }
}
