// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Letters
import SQLStore

/// The questions about citizens. What is known of them is sealed; they are
/// found by a keyed hash of the provider's name of them.
struct CitizenStore: Sendable {
    let keys: KeyRing

    static let purpose = "citizen"

    /// What is sealed of a citizen.
    private struct Sealed: Codable {
        let subject: String
        let profile: CitizenProfile
    }

    /// A citizen as the table has them.
    struct Stored: Sendable {
        let id: Citizen.ID
        let provider: String
        let sealed: String
        let createdAt: Instant
    }

    private static let columns: SQL = "id, provider, profile, created_at"

    func stored(_ id: Citizen.ID, in tx: any Reading) throws -> Stored? {
        try tx.row("SELECT \(Self.columns) FROM identity_citizen WHERE id = \(id)").map(Self.stored(of:))
    }

    /// - Throws: `KeyError` where what is sealed of them does not open.
    func citizen(_ id: Citizen.ID, in tx: any Reading) throws -> Citizen? {
        try stored(id, in: tx).map(opened)
    }

    /// What is stored of some citizens; those who are no more are left out.
    func all(_ ids: [Citizen.ID], in tx: any Reading) throws -> [Stored] {
        guard !ids.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT \(Self.columns) FROM identity_citizen WHERE id IN (\(SQL.list(ids.map(\.description))))
            """
        ).map(Self.stored(of:))
    }

    /// The citizen whom `provider` calls `subject`, if they ever came.
    private func known(_ subject: String, at provider: String, in tx: any Reading) throws -> Stored? {
        let key = try subjectKey(subject, provider)
        return try tx.row(
            """
            SELECT \(Self.columns) FROM identity_citizen
            WHERE provider = \(provider) AND subject_key = \(key)
            """
        ).map(Self.stored(of:))
    }

    /// The citizen whom `provider` calls `subject`, made when they come for the
    /// first time, with what the provider tells of them now. What does not open
    /// of before is replaced by it.
    func kept(
        _ profile: CitizenProfile, subject: String, provider: String, at now: Instant, in tx: any Transaction
    ) throws -> Citizen {
        if let stored = try known(subject, at: provider, in: tx) {
            let citizen = Citizen(
                id: stored.id, provider: provider, subject: subject, profile: profile, createdAt: stored.createdAt)
            guard (try? opened(stored)) != citizen else { return citizen }
            let text = try sealed(citizen)
            try tx.execute("UPDATE identity_citizen SET profile = \(text) WHERE id = \(citizen.id)")
            try makeFindable(citizen, in: tx)
            return citizen
        }
        let citizen = Citizen(
            id: Citizen.ID(at: now), provider: provider, subject: subject, profile: profile, createdAt: now)
        let key = try subjectKey(subject, provider)
        try tx.execute(
            """
            INSERT INTO identity_citizen (id, provider, subject_key, profile, created_at, signed_in_at)
            VALUES (\(citizen.id), \(provider), \(key), \(try sealed(citizen)), \(now), \(now))
            """)
        try makeFindable(citizen, in: tx)
        return citizen
    }

    /// The citizen who reads `address`, made when they come for the first time.
    /// The name they gave themselves stays.
    func local(_ address: EmailAddress, at now: Instant, in tx: any Transaction) throws -> Citizen {
        let known = try self.known(address.text, at: EmailCodes.provider, in: tx)
        let name = known.flatMap { try? opened($0) }?.profile.name
        return try kept(
            .local(address.text, name: name), subject: address.text, provider: EmailCodes.provider, at: now, in: tx)
    }

    /// Seals anew what was not sealed with the newest key.
    ///
    /// - Returns: How many were, of the `limit` citizens after `last`, and the last one looked at.
    func reseal(
        after last: String, limit: Int, in tx: any Transaction
    ) throws -> (count: Int, last: String?) {
        let name = try keys.newest
        let rows = try tx.rows(
            "SELECT \(Self.columns) FROM identity_citizen WHERE id > \(last) ORDER BY id LIMIT \(limit)"
        ).map(Self.stored(of:))
        var count = 0
        for stored in rows where !stored.sealed.hasPrefix(name + ".") {
            let citizen = try opened(stored)
            let text = try sealed(citizen)
            // Leaves alone what a sign-in wrote meanwhile: it is no older than this.
            let isOurs = try tx.execute(
                "UPDATE identity_citizen SET profile = \(text) WHERE id = \(stored.id) AND profile = \(stored.sealed)")
            if isOurs == 1 { try makeFindable(citizen, in: tx) }
            count += isOurs
        }
        return (count, rows.last?.id.description)
    }

    /// When they last signed in: what the term of their record is counted from.
    static func signedIn(_ id: Citizen.ID, at now: Instant, in tx: any Transaction) throws {
        try tx.execute("UPDATE identity_citizen SET signed_in_at = \(now) WHERE id = \(id) AND signed_in_at < \(now)")
    }

    /// Removes the record, what it is found by and every session of it.
    ///
    /// - Returns: Whether there was one.
    static func erase(_ id: Citizen.ID, in tx: any Transaction) throws -> Bool {
        try tx.execute("DELETE FROM identity_citizen_session WHERE citizen_id = \(id)")
        try tx.execute("DELETE FROM identity_citizen_value WHERE citizen_id = \(id)")
        return try tx.execute("DELETE FROM identity_citizen WHERE id = \(id)") == 1
    }

    /// Under the file's first key: every node knows it, and it outlives rotation.
    private func subjectKey(_ subject: String, _ provider: String) throws -> String {
        guard let key = try keys.searchKeys(of: provider + "\n" + subject, for: Self.purpose).first else {
            throw KeyError.empty
        }
        return key
    }

    private func sealed(_ citizen: Citizen) throws -> String {
        let bytes = try JSONEncoder().encode(Sealed(subject: citizen.subject, profile: citizen.profile))
        return try keys.sealed(Array(bytes), for: Self.purpose, at: citizen.id.description)
    }

    func opened(_ stored: Stored) throws -> Citizen {
        let bytes = try keys.opened(stored.sealed, for: Self.purpose, at: stored.id.description)
        guard let known = try? JSONDecoder().decode(Sealed.self, from: Data(bytes)) else { throw KeyError.damaged }
        return Citizen(
            id: stored.id, provider: stored.provider, subject: known.subject, profile: known.profile,
            createdAt: stored.createdAt)
    }

    private static func stored(of row: Row) throws -> Stored {
        Stored(
            id: try row.get(0), provider: try row.get(1), sealed: try row.get(2), createdAt: try row.get(3))
    }
}
