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

    func citizen(_ id: Citizen.ID, in tx: any Reading) throws -> Citizen? {
        try tx.row("SELECT id, provider, profile, created_at FROM identity_citizen WHERE id = \(id)").map(opened)
    }

    /// The citizen whom `provider` calls `subject`, if they ever came.
    private func known(_ subject: String, at provider: String, in tx: any Reading) throws -> Citizen? {
        let key = try subjectKey(subject, provider)
        return try tx.row(
            """
            SELECT id, provider, profile, created_at FROM identity_citizen
            WHERE provider = \(provider) AND subject_key = \(key)
            """
        ).map(opened)
    }

    /// The citizen whom `provider` calls `subject`, made when they come for the
    /// first time, with what the provider tells of them now.
    func kept(
        _ profile: CitizenProfile, subject: String, provider: String, at now: Instant, in tx: any Transaction
    ) throws -> Citizen {
        if let citizen = try known(subject, at: provider, in: tx) {
            guard citizen.profile != profile else { return citizen }
            let changed = Citizen(
                id: citizen.id, provider: provider, subject: subject, profile: profile, createdAt: citizen.createdAt)
            let text = try sealed(changed)
            try tx.execute("UPDATE identity_citizen SET profile = \(text) WHERE id = \(citizen.id)")
            return changed
        }
        let citizen = Citizen(
            id: Citizen.ID(at: now), provider: provider, subject: subject, profile: profile, createdAt: now)
        let key = try subjectKey(subject, provider)
        try tx.execute(
            """
            INSERT INTO identity_citizen (id, provider, subject_key, profile, created_at)
            VALUES (\(citizen.id), \(provider), \(key), \(try sealed(citizen)), \(now))
            """)
        return citizen
    }

    /// The citizen who reads `address`, made when they come for the first time.
    /// The name they gave themselves stays.
    func local(_ address: EmailAddress, at now: Instant, in tx: any Transaction) throws -> Citizen {
        let known = try self.known(address.text, at: EmailCodes.provider, in: tx)
        return try kept(
            .local(address.text, name: known?.profile.name), subject: address.text, provider: EmailCodes.provider,
            at: now, in: tx)
    }

    /// Seals anew what was not sealed with the newest key.
    ///
    /// - Returns: How many were, of the `limit` citizens after `last`, and the last one looked at.
    func reseal(
        after last: String, limit: Int, in tx: any Transaction
    ) throws -> (count: Int, last: String?) {
        let name = try keys.newest
        let rows = try tx.rows(
            """
            SELECT id, provider, profile, created_at FROM identity_citizen
            WHERE id > \(last) ORDER BY id LIMIT \(limit)
            """)
        var count = 0
        for row in rows where try !row.get(2, as: String.self).hasPrefix(name + ".") {
            let citizen = try opened(row)
            try tx.execute("UPDATE identity_citizen SET profile = \(try sealed(citizen)) WHERE id = \(citizen.id)")
            count += 1
        }
        return (count, try rows.last?.get(0, as: String.self))
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

    private func opened(_ row: Row) throws -> Citizen {
        let id: Citizen.ID = try row.get(0)
        let bytes = try keys.opened(try row.get(2), for: Self.purpose, at: id.description)
        guard let known = try? JSONDecoder().decode(Sealed.self, from: Data(bytes)) else { throw KeyError.damaged }
        return Citizen(
            id: id, provider: try row.get(1), subject: known.subject, profile: known.profile,
            createdAt: try row.get(3))
    }
}
