// SPDX-License-Identifier: Apache-2.0

package import Web

extension OrganisationPages {
    /// Anybody may read the state's own organisation. Units are changed by those
    /// who look after them; plans and imports are the whole city's.
    package var routes: RouteTable {
        let administrator = IdentityPolicies.accounts
        let officers = IdentityPolicies.organisation
        let (opens, acts) = (IdentityPolicies.opening(administrator), IdentityPolicies.acting(administrator))
        let (officersOpen, officersAct) = (IdentityPolicies.opening(officers), IdentityPolicies.acting(officers))
        return RouteTable(
            "identity-organisation",
            [
                .get("/organisation", .everyone, showTree),
                .get("/organisation/tree.json", .everyone, answers: .data, showBranch),
                .get("/organisation/units.csv", .everyone, answers: .data, listUnits),
                .get("/organisation/search", .everyone, search),
                .get("/organisation/search.json", .everyone, answers: .data, searchData),
                .get("/organisation/units/new", officersOpen, showNewUnit),
                .post("/organisation/units", officersAct, createUnit),
                .get("/organisation/units/{unit}", .everyone, showUnit),
                .get("/organisation/units/{unit}/record.json", .everyone, answers: .data, showRecord),
                .get("/organisation/units/{unit}/change", officersOpen, showChange),
                .post("/organisation/units/{unit}/change", officersAct, changeUnit),
                .post("/organisation/units/{unit}/end", officersAct, endUnit),
                .post("/organisation/units/{unit}/successions", officersAct, recordSuccessions),
                .get("/organisation/units/{unit}/corrections", .everyone, showCorrections),
                .post("/organisation/units/{unit}/corrections", officersAct, correct),
                .get("/organisation/competences", .everyone, showCompetences),
                .post("/organisation/competences", officersAct, assignCompetence),

                .get("/organisation/plans", administrator, listPlans),
                .post("/organisation/plans", administrator, draftPlan),
                .get("/organisation/plans/{plan}", administrator, showPlan),
                .post("/organisation/plans/{plan}/steps", administrator, addStep),
                .post("/organisation/plans/{plan}/steps/removal", administrator, removeStep),
                .post("/organisation/plans/{plan}/decision", acts, decidePlan),
                .post("/organisation/plans/{plan}/withdrawal", acts, withdrawPlan),
                .post("/organisation/plans/{plan}/discarding", administrator, discardPlan),

                .get("/organisation/imports", administrator, listImports),
                .post("/organisation/imports", administrator, keepImport).accepting(bytes: 16_777_216),
                .get("/organisation/imports/{import}", administrator, showImport),
                .get("/organisation/imports/{import}/refused.csv", administrator, answers: .data, listRefused),
                .post("/organisation/imports/{import}/confirmation", acts, confirmImport),
                .post("/organisation/imports/{import}/discarding", administrator, discardImport),
            ])
    }
}
