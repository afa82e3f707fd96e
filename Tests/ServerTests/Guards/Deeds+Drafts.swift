// SPDX-License-Identifier: Apache-2.0

extension Deeds {
    /// What citizens do with forms they fill in: theirs alone, so nothing of it
    /// stands in the ledger but that what is known of them was read for it.
    static let drafts = [
        Deed(
            route: "/apply/{code}", page: "/apply/{online}", action: "/apply/{online}", who: Crowd.citizen, writes: [],
            keeps: ("draft", "/my/drafts/")),
        Deed(
            route: "/my/drafts/{draft}/pages/{page}", page: "/my/drafts/{draft}/pages/on-behalf",
            action: "/my/drafts/{draft}/pages/on-behalf", who: Crowd.citizen, fields: ["q-on-behalf": ["self"]],
            writes: ["identity.personal-read"]),
        Deed(
            route: "/my/drafts/{draft}/deletion", page: "/my/drafts/{draft}", who: Crowd.citizen, writes: []),
    ]
}
