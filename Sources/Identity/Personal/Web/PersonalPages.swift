// SPDX-License-Identifier: Apache-2.0

import Basics
package import Web

/// The pages of personal data: the person's own, and those of whoever looks
/// after it.
package struct PersonalPages: Sendable {
    let data: PersonalData
    let people: People
    let accounts: Accounts
    let sessions: AccountSessions
    let citizenSessions: CitizenSessions

    package var routes: RouteTable {
        let administrator = IdentityPolicies.accounts
        let (acts, own) = (IdentityPolicies.acting(administrator), IdentityPolicies.acting(.staff))
        return RouteTable(
            "identity-personal",
            [
                .get("/account/personal", .staff, showOwn),
                .post("/account/personal/revelations", .staff, revealOwn),
                .get("/account/personal/export.json", own, exportOwn),
                .post("/account/personal/requests", .staff, fileOwnRequest),

                .get("/people/data", administrator, showDesk),
                .post("/people/data/finding", acts, find),
                .post("/people/data/terms", acts, setTerm),
                .get("/people/data/requests/{request}", administrator, showRequest),
                .post("/people/data/requests/{request}", acts, answerRequest),
                .get("/people/data/citizens/{citizen}", administrator, showCitizen),
                .post("/people/data/citizens/{citizen}/requests", acts, fileForCitizen),
                .post("/people/data/citizens/{citizen}/holds", acts, holdCitizen),
                .post("/people/data/citizens/{citizen}/holds/{hold}/end", acts, liftCitizensHold),

                .get("/people/{person}/personal", administrator, showPerson),
                .post("/people/{person}/personal", acts, setField),
                .post("/people/{person}/personal/revelations", acts, reveal),
                .post("/people/{person}/personal/erasures", acts, erase),
                .post("/people/{person}/holds", acts, hold),
                .post("/people/{person}/holds/{hold}/end", acts, liftHold),
            ])
    }

    /// A citizen's own: what is held about them, and what they ask of the city.
    package var citizenRoutes: RouteTable {
        RouteTable(
            "identity-personal",
            [
                .get("/citizen/personal", .citizen, showCitizensOwn),
                .post("/citizen/personal/revelations", .citizen, revealCitizensOwn),
                .get("/citizen/personal/export.json", IdentityPolicies.acting(.citizen), exportCitizensOwn),
                .post("/citizen/personal/requests", .citizen, fileCitizensRequest),
            ])
    }

    /// Whose data the signed-in account's is.
    func ownHolder(_ context: WebContext) async throws -> (account: Account.ID, holder: DataHolder) {
        let account = try context.ownAccount
        let person = try await people.staff().accounts[account]
        return (account, person.map(DataHolder.init) ?? DataHolder(account))
    }

    /// What the holders of some requests are called: people on the staff, and
    /// citizens of whom there still is a record.
    func names(of requests: [DataRequest]) async throws -> [DataHolder: String] {
        let staff = try await people.staff()
        var names = try await data.names(of: requests.map(\.holder))
        for holder in requests.map(\.holder) {
            if let person = holder.person.flatMap({ staff.people[$0] }) { names[holder] = person.name }
        }
        return names
    }
}

extension IdentityFeature {
    package var personalPages: PersonalPages {
        PersonalPages(
            data: personal, people: people, accounts: accounts, sessions: accountSessions,
            citizenSessions: citizenSessions)
    }
}

/// A field masked, or as it was just revealed.
struct ShownField: Component {
    let field: PersonalData.Masked
    let revealed: (field: DataField, text: String)?

    var html: HTML {
        if let revealed, revealed.field == field.field {
            return "<strong class=\"revealed\" role=\"status\">\(revealed.text)</strong>"
        }
        return field.text.map { "<span class=\"masked\">\($0)</span>" }
            ?? "<span class=\"muted\">\(say: "identity.personal.none")</span>"
    }
}

/// Who read it.
struct ReadingTable: Component {
    let page: Page<PersonalReading>
    let next: Address?

    var html: HTML {
        DataTable(
            "readings", caption: Message("identity.personal.readings"),
            columns: [
                .init(Message("identity.event.at"), .time), .init(Message("identity.event.who")),
                .init(Message("identity.personal.what")), .init(Message("identity.personal.way")),
                .init(Message("identity.personal.reason")),
            ],
            rows: page.items.map { reading in
                DataTable.Row([
                    "\(reading.at, .second)", reader(reading),
                    reading.field.map { "\($0.title)" } ?? "\(say: "identity.personal.everything")",
                    "\(say: "identity.personal.way.\(reading.way.rawValue)")", "\(reading.reason)",
                ])
            }, next: next, empty: Message("identity.personal.not-read"), hidesCaption: true,
            stacks: true
        ).html
    }

    /// Of a citizen no name is kept here: only they read as nobody.
    private func reader(_ reading: PersonalReading) -> HTML {
        reading.readerName.isEmpty ? "\(say: "identity.personal.reader-self")" : "\(reading.readerName)"
    }
}

/// Words that a person wrote or got, or that they are gone.
struct RequestWords: Component {
    let text: String

    var html: HTML {
        text.isEmpty ? "<span class=\"muted\">\(say: "identity.personal.request.words-gone")</span>" : "\(text)"
    }
}

/// The word for a request's state, with whether it is late.
struct RequestState: Component {
    let request: DataRequest
    let today: CivilDay

    var html: HTML {
        let kind =
            switch request.state {
            case .open: request.isLate(on: today) ? "danger" : "warning"
            case .granted: "success"
            case .refused: "information"
            }
        return """
            <span class="tag tag-\(kind)">\(say: "identity.personal.request.state.\(request.state.rawValue)")</span>\
            \(request.isLate(on: today) ? " <span class=\"tag tag-danger\">\(say: "identity.personal.request.late")</span>" as HTML : nil)
            """
    }
}
