// SPDX-License-Identifier: Apache-2.0

package import Web

extension PeoplePages {
    /// People and posts, looked after by administrators.
    package var routes: RouteTable {
        let administrator = Policy.role(.administrator)
        return RouteTable(
            "identity-people",
            [
                .get("/people", administrator, listPeople),
                .post("/people", administrator, addPerson),
                .get("/people/list.csv", administrator, answers: .data, exportPeople),
                .get("/people/posts", administrator, listPosts),
                .post("/people/posts", administrator, establishPost),
                .get("/people/import", administrator, showImport),
                .post("/people/import", administrator, importPeople).accepting(bytes: 4_194_304),
                .get("/people/{person}", administrator, showPerson),
                .post("/people/{person}/appointments", administrator, appoint),
                .post("/people/{person}/appointments/{appointment}/end", administrator, relieve),
                .post("/people/{person}/delegations", administrator, delegate),
                .post("/people/{person}/delegations/{delegation}/end", administrator, revoke),
                .post("/people/{person}/accounts", administrator, linkAccount),
                .post("/people/{person}/leaving", administrator, leave),
                .get("/people/{person}/permissions", administrator, explain),
            ])
    }
}
