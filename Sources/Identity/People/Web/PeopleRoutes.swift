// SPDX-License-Identifier: Apache-2.0

package import Web

extension PeoplePages {
    /// People and posts, looked after by administrators, and by organisation
    /// officers within their reach.
    package var routes: RouteTable {
        let administrator = IdentityPolicies.accounts
        let officers = IdentityPolicies.organisation
        return RouteTable(
            "identity-people",
            [
                .get("/people", officers, listPeople),
                .post("/people", officers, addPerson),
                .get("/people/list.csv", administrator, answers: .data, exportPeople),
                .get("/people/posts", officers, listPosts),
                .post("/people/posts", officers, establishPost),
                .get("/people/import", administrator, showImport),
                .post("/people/import", administrator, importPeople).accepting(bytes: 4_194_304),
                .get("/people/{person}", officers, showPerson),
                .post("/people/{person}/appointments", officers, appoint),
                .post("/people/{person}/appointments/{appointment}/end", officers, relieve),
                .post("/people/{person}/delegations", officers, delegate),
                .post("/people/{person}/delegations/{delegation}/end", officers, revoke),
                .post("/people/{person}/accounts", administrator, linkAccount),
                .post("/people/{person}/leaving", administrator, leave),
                .get("/people/{person}/permissions", officers, explain),
            ])
    }
}
