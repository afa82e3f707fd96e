// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// The questions about accounts.
enum AccountStore {
    /// The columns every reader of an account wants, in the order `account(of:)` reads them.
    private static let columns: SQL = """
        a.id, a.login, a.name, a.created_at, a.disabled_at, a.password_due, a.is_sample, a.version
        """

    static func account(_ id: Account.ID, in tx: any Reading) throws -> Account? {
        try tx.row("SELECT \(columns) FROM identity_account a WHERE a.id = \(id)").map {
            try account(of: $0, roles: roles(of: [id], in: tx))
        }
    }

    /// An account with what proves it, as asked at sign-in.
    struct Credentials: Sendable {
        let account: Account
        let hash: PasswordHash?
        let passwordSetAt: Instant
    }

    static func credentials(loginKey: String, in tx: any Reading) throws -> Credentials? {
        let row = try tx.row(
            """
            SELECT \(columns), a.password_hash, a.password_set_at
            FROM identity_account a WHERE a.login_key = \(loginKey)
            """)
        return try row.map { try credentials(of: $0, in: tx) }
    }

    static func credentials(of id: Account.ID, in tx: any Reading) throws -> Credentials? {
        let row = try tx.row(
            """
            SELECT \(columns), a.password_hash, a.password_set_at
            FROM identity_account a WHERE a.id = \(id)
            """)
        return try row.map { try credentials(of: $0, in: tx) }
    }

    /// A page of all accounts by login name, those whose name or login has
    /// words that begin with every word of `search`.
    ///
    /// - Complexity: A walk along the index of login names; accounts are
    ///   thousands at most, staff alone.
    static func page(search: String, after cursor: Cursor?, limit: Int, in tx: any Reading) throws -> Page<Account> {
        var conditions: [SQL] = ["a.login_key > \(cursor?.parts.first ?? "")"]
        for word in search.searchKey.split(separator: " ").prefix(6) {
            conditions.append("a.search_key LIKE \("% " + String(word) + "%")")
        }
        let rows = try tx.rows(
            """
            SELECT \(columns), a.login_key FROM identity_account a
            WHERE \(SQL.joined(conditions, separator: " AND "))
            ORDER BY a.login_key LIMIT \(limit + 1)
            """)
        let keys = try rows.map { try $0.get(8, as: String.self) }
        let roles = try roles(of: rows.map { try $0.get(0) }, in: tx)
        let accounts = try rows.map { try account(of: $0, roles: roles) }
        let page = Page(rows: Array(zip(accounts, keys)), limit: limit) { Cursor([$0.1]) }
        return page.map(\.0)
    }

    static func hasAny(in tx: any Reading) throws -> Bool {
        try tx.row("SELECT 1 FROM identity_account LIMIT 1") != nil
    }

    static func hasAnyReal(in tx: any Reading) throws -> Bool {
        try tx.row("SELECT 1 FROM identity_account WHERE is_sample = 0 LIMIT 1") != nil
    }

    static func hasOpenSample(in tx: any Reading) throws -> Bool {
        try tx.row("SELECT 1 FROM identity_account WHERE is_sample = 1 AND disabled_at IS NULL LIMIT 1") != nil
    }

    /// Whether anybody but `id` can look after accounts. Transactions are
    /// serializable: two administrators cannot remove each other at once.
    static func hasAdministrator(besides id: Account.ID, in tx: any Reading) throws -> Bool {
        try tx.row(
            """
            SELECT 1 FROM identity_account_role r JOIN identity_account a ON a.id = r.account_id
            WHERE r.role = \(Role.administrator.rawValue) AND a.disabled_at IS NULL AND a.id <> \(id) LIMIT 1
            """) != nil
    }

    static func roles(of ids: [Account.ID], in tx: any Reading) throws -> [Account.ID: Set<Role>] {
        guard !ids.isEmpty else { return [:] }
        var roles: [Account.ID: Set<Role>] = [:]
        for row in try tx.rows(
            "SELECT account_id, role FROM identity_account_role WHERE account_id IN (\(SQL.list(ids)))")
        {
            roles[try row.get(0), default: []].insert(Role(rawValue: try row.get(1)))
        }
        return roles
    }

    private static func credentials(of row: Row, in tx: any Reading) throws -> Credentials {
        let id: Account.ID = try row.get(0)
        return Credentials(
            account: try account(of: row, roles: roles(of: [id], in: tx)),
            hash: PasswordHash(try row.get(8)), passwordSetAt: try row.get(9))
    }

    private static func account(of row: Row, roles: [Account.ID: Set<Role>]) throws -> Account {
        let id: Account.ID = try row.get(0)
        return Account(
            id: id, login: try row.get(1), name: try row.get(2), roles: roles[id] ?? [], createdAt: try row.get(3),
            disabledAt: try row.optional(4), isPasswordDue: try row.get(5), isSample: try row.get(6),
            version: try row.get(7))
    }
}
