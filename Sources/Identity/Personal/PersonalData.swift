// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ports
package import SQLStore

/// People's identity numbers, telephones and addresses: sealed where they lie,
/// masked where they are shown, and every reading of the whole written down in
/// the transaction that reads it (Law 91/2025/QH15 on personal data protection).
package struct PersonalData: Sendable {
    let database: any Database
    let clock: Clock
    let keys: KeyRing
    let calendar: any WorkingDays
    let letters: ErasureLetters
    /// What other features keep of citizens and let go with their record.
    var erasedElsewhere: [Erasure] = []

    /// Erases what a feature keeps of the citizen with this identity, in the
    /// transaction that erases their record.
    package typealias Erasure = @Sendable (_ citizen: String, any Transaction) throws -> Void

    static let purpose = "personal"

    /// A field as everybody may see it who may see the page.
    package struct Masked: Hashable, Sendable {
        package let field: DataField
        /// `nil` where nothing is kept.
        package let text: String?
        /// What a form hands back, so that two writers do not overwrite each other unseen.
        package let version: Int
    }

    /// The person's fields, masked. Not a reading: nothing usable is shown.
    package func masked(of holder: DataHolder) async throws -> [Masked] {
        let kept = try await database.read { tx in try PersonalStore.all(of: holder, in: tx) }
        return try PersonalField.allCases.map { field in
            guard let one = kept.first(where: { $0.field == field }) else {
                return Masked(field: DataField(field), text: nil, version: 0)
            }
            return Masked(field: DataField(field), text: field.masked(try opened(one)), version: one.version)
        }
    }

    /// Keeps a value, or another one in its place.
    ///
    /// - Throws: `PersonalError.malformed`, `.changedMeanwhile`.
    package func set(
        _ field: PersonalField, to typed: String, of holder: DataHolder, over version: Int, by actor: Actor
    ) async throws {
        let value = try field.settled(typed)
        let sealed = try keys.sealed([UInt8](value.utf8), for: Self.purpose, at: Self.place(field, holder))
        let searchKey = try searchKeys(of: value, in: field).last ?? ""
        let now = clock.now
        try await database.write { tx in
            let isDone = try PersonalStore.put(
                field, of: holder, sealed: sealed, searchKey: searchKey, at: now, over: version, in: tx)
            guard isDone else { throw PersonalError.changedMeanwhile }
            try ActStore.record(.personalSet, holder.id, by: actor, at: now, detail: field.rawValue, in: tx)
        }
    }

    /// The whole value, for somebody with a reason.
    ///
    /// - Throws: `PersonalError.reasonMissing`, `.nothingKept`.
    package func reveal(
        _ field: PersonalField, of holder: DataHolder, reason: String, by reader: Actor
    ) async throws -> String {
        let reason = try Self.checked(reason: reason)
        return try await read(field, of: holder, .revealed, reason: reason, by: reader)
    }

    /// The whole value, for the person it is about.
    package func revealOwn(_ field: PersonalField, of holder: DataHolder, by reader: Actor) async throws -> String {
        try await read(field, of: holder, .own, reason: "", by: reader)
    }

    private func read(
        _ field: PersonalField, of holder: DataHolder, _ way: PersonalReading.Way, reason: String, by reader: Actor
    ) async throws -> String {
        let now = clock.now
        return try await database.write { tx in
            guard let kept = try PersonalStore.one(field, of: holder, in: tx) else { throw PersonalError.nothingKept }
            let value = try opened(kept)
            try note(PersonalReading(of: holder, DataField(field), at: now, by: reader, way, reason: reason), in: tx)
            return value
        }
    }

    /// Whose field this is: of the staff, and of citizens by what they or their
    /// provider told. Each one found counts as read.
    ///
    /// - Throws: `PersonalError.malformed`, `.reasonMissing`.
    package func find(
        _ typed: String, in field: PersonalField, reason: String, by reader: Actor
    ) async throws -> [DataHolder] {
        let reason = try Self.checked(reason: reason)
        let value = try field.settled(typed)
        let searchKeys = try searchKeys(of: value, in: field)
        try await makeCitizensFindable()
        let now = clock.now
        return try await database.write { tx in
            let staff = try PersonalStore.holders(of: field, keys: searchKeys, limit: 50, in: tx)
            let citizens = try CitizenStore(keys: keys).having(value, in: field, limit: 50, in: tx)
            let found = staff + citizens.map { DataHolder($0.id) }
            for holder in found {
                try note(
                    PersonalReading(of: holder, DataField(field), at: now, by: reader, .searched, reason: reason),
                    in: tx)
            }
            return found
        }
    }

    /// All fields unmasked, for the person's own file.
    func exported(of holder: DataHolder, by reader: Actor) async throws -> [String: String] {
        let now = clock.now
        return try await database.write { tx in
            let kept = try PersonalStore.all(of: holder, in: tx)
            try note(PersonalReading(of: holder, nil, at: now, by: reader, .exported), in: tx)
            return Dictionary(uniqueKeysWithValues: try kept.map { ($0.field.rawValue, try opened($0)) })
        }
    }

    /// Who read the person's data.
    package func readings(
        of holder: DataHolder, after cursor: Cursor? = nil, limit: Int = 50
    ) async throws -> Page<PersonalReading> {
        try await database.read { tx in
            try PersonalStore.readings(of: holder, after: cursor, limit: limit, in: tx)
        }
    }

    /// A reading stands in two records: the person's own, and that of all acts.
    func note(_ reading: PersonalReading, in tx: any Transaction) throws {
        try PersonalStore.record(reading, in: tx)
        let detail = [reading.way.rawValue, reading.field?.rawValue ?? ""].filter { !$0.isEmpty }
        try ActStore.record(
            .personalRead, reading.holder.id, by: reading.reader, at: reading.at,
            detail: detail.joined(separator: ": "), reason: reading.reason, in: tx)
    }

    func opened(_ kept: PersonalStore.Kept) throws -> String {
        String(
            decoding: try keys.opened(kept.sealed, for: Self.purpose, at: Self.place(kept.field, kept.holder)),
            as: UTF8.self)
    }

    static func place(_ field: PersonalField, _ holder: DataHolder) -> String { "\(holder.id) \(field.rawValue)" }

    func searchKeys(of value: String, in field: PersonalField) throws -> [String] {
        // An address is found however its marks were typed; the others are exact.
        try keys.searchKeys(
            of: field == .address ? value.searchKey : value, for: "\(Self.purpose) \(field.rawValue)")
    }

    static func checked(reason: String) throws -> String {
        guard let reason = Reason(reason) else { throw PersonalError.reasonMissing }
        return reason.text
    }

    /// Seals everything anew with the newest key, a few hundred rows a transaction.
    ///
    /// - Returns: How many were sealed anew.
    func reseal() async throws -> Int {
        let newest = try keys.newest
        var last: PersonalStore.Kept?
        var count = 0
        while true {
            let after = last
            let rows = try await database.read { tx in
                try PersonalStore.batch(after: after, limit: 500, in: tx)
            }
            guard !rows.isEmpty else { return count }
            last = rows.last
            let old = rows.filter { !$0.sealed.hasPrefix(newest + ".") }
            let fresh = try old.map { kept in
                let value = try opened(kept)
                return (
                    kept,
                    try keys.sealed([UInt8](value.utf8), for: Self.purpose, at: Self.place(kept.field, kept.holder)),
                    try searchKeys(of: value, in: kept.field).last ?? ""
                )
            }
            try await database.write { tx in
                for (kept, sealed, key) in fresh { try PersonalStore.reseal(kept, sealed, searchKey: key, in: tx) }
            }
            count += old.count
        }
    }
}
