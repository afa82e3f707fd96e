// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The list of accounts.
struct AccountListPage {
    let accounts: Page<Account>
    let search: String

    var content: PageContent {
        PageContent(
            Message("identity.accounts.title"), layout: .wide, breadcrumb: [AdministrationPages.step], body: body)
    }

    private var body: HTML {
        """
        \(PageHead(
            Message("identity.accounts.title"),
            actions: """
                \(LinkButton(Message("identity.accounts.new"), "/identity/accounts/new"))\
                \(LinkButton(Message("identity.sessions.title"), "/identity/sessions", .quiet))
                """))
        \(FilterBar("/identity/accounts", isNarrowed: !search.isEmpty, of: "accounts", fields: searchField))
        \(DataTable(
            "accounts", caption: Message("identity.accounts.title"),
            columns: [
                .init(Message("identity.field.name")), .init(Message("identity.field.login")),
                .init(Message("identity.field.roles")), .init(Message("identity.field.state")),
                .init(Message("identity.field.created"), .time),
            ],
            rows: accounts.items.map(row), next: next,
            empty: Message(search.isEmpty ? "identity.accounts.none" : "identity.accounts.none-found"),
            hidesCaption: true, stacks: true))
        """
    }

    private var searchField: HTML {
        FormField.text(
            "search", label: Message("identity.accounts.search"), value: search, kind: .search, width: 30,
            isOptional: true, maxLength: 100
        ).html
    }

    private var next: Address? {
        accounts.next.map { cursor in
            ("/identity/accounts" as Address).with("search", search.isEmpty ? nil : search).with(
                "after", cursor.encoded)
        }
    }

    private func row(_ account: Account) -> DataTable.Row {
        DataTable.Row([
            "<a href=\"\(Address("/identity/accounts/\(account.id.description)"))\">\(account.name)</a>",
            "\(account.login)", RoleNames(account.roles).html, "\(account.stateMessage)",
            "\(account.createdAt, .date)",
        ])
    }
}

extension Account {
    /// Whether the account may sign in, in words.
    var stateMessage: Message {
        if let disabledAt { return Message("identity.state.disabled", ["since": .instant(disabledAt)]) }
        return Message(isPasswordDue ? "identity.state.password-due" : "identity.state.active")
    }
}
