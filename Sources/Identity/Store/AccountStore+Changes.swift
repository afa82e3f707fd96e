// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// What changes accounts. Every change that an administrator makes names the
/// version it was made from, and does nothing when that is no longer current.
extension AccountStore {
    /// - Throws: `IdentityError.loginTaken`.
    static func insert(
        _ account: Account, login: LoginName, hash: PasswordHash, in tx: any Transaction
    ) throws {
        let inserted = try tx.execute(
            """
            INSERT INTO identity_account (id, login, login_key, name, search_key, password_hash, password_set_at,
                password_due, is_sample, created_at, disabled_at, version)
            VALUES (\(account.id), \(login.text), \(login.key), \(account.name),
                \(searchKey(login: login.text, name: account.name)), \(hash.text), \(account.createdAt),
                \(account.isPasswordDue), \(account.isSample), \(account.createdAt), NULL, \(account.version))
            ON CONFLICT (login_key) DO NOTHING
            """)
        guard inserted == 1 else { throw IdentityError.loginTaken }
        try insert(account.roles, of: account.id, in: tx)
        try tx.announce(StaffStore.channel, account.id.description)
    }

    /// - Returns: Whether the account was still at `version`.
    static func set(
        name: String, login: String, roles: Set<Role>, of id: Account.ID, version: Int, in tx: any Transaction
    ) throws -> Bool {
        let changed = try tx.execute(
            """
            UPDATE identity_account
            SET name = \(name), search_key = \(searchKey(login: login, name: name)), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { return false }
        try tx.execute("DELETE FROM identity_account_role WHERE account_id = \(id)")
        try insert(roles, of: id, in: tx)
        try tx.announce(StaffStore.channel, id.description)
        return true
    }

    /// - Parameter moment: `nil` lets the account sign in again.
    /// - Returns: Whether the account was still at `version`.
    static func set(
        disabledAt moment: Instant?, of id: Account.ID, version: Int, in tx: any Transaction
    ) throws -> Bool {
        try tx.announce(StaffStore.channel, id.description)
        return try tx.execute(
            """
            UPDATE identity_account SET disabled_at = \(value: moment.sqlValue), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """) == 1
    }

    /// A new password given out by an administrator.
    ///
    /// - Returns: Whether the account was still at `version`.
    static func set(
        initialHash hash: PasswordHash, of id: Account.ID, version: Int, at now: Instant, in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_account
            SET password_hash = \(hash.text), password_set_at = \(now), password_due = 1, version = version + 1
            WHERE id = \(id) AND version = \(version)
            """) == 1
    }

    /// A password the person chose, in place of `old`.
    ///
    /// - Returns: Whether `old` was still the hash.
    static func set(
        chosenHash hash: PasswordHash, inPlaceOf old: PasswordHash, of id: Account.ID, at now: Instant,
        in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_account
            SET password_hash = \(hash.text), password_set_at = \(now), password_due = 0, version = version + 1
            WHERE id = \(id) AND password_hash = \(old.text)
            """) == 1
    }

    /// The same password under today's cost.
    static func set(
        renewedHash hash: PasswordHash, inPlaceOf old: PasswordHash, of id: Account.ID, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE identity_account SET password_hash = \(hash.text)
            WHERE id = \(id) AND password_hash = \(old.text)
            """)
    }

    private static func insert(_ roles: Set<Role>, of id: Account.ID, in tx: any Transaction) throws {
        for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
            try tx.execute(
                "INSERT INTO identity_account_role (account_id, role) VALUES (\(id), \(role.rawValue))")
        }
    }

    private static func searchKey(login: String, name: String) -> String { " " + (name + " " + login).searchKey }
}
