// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

/// What is kept of citizens, for themselves. Records of who read it keep no
/// name of a citizen in clear: their identity leads to it as long as there is one.
extension PersonalData {
    private var citizens: CitizenStore { CitizenStore(keys: keys) }

    /// A citizen's fields, masked. Not a reading: nothing usable is shown.
    package static func masked(of citizen: Citizen) -> [Masked] {
        citizen.told.map { Masked(field: $0.field, text: $0.field.masked($0.value), version: 0) }
    }

    /// A citizen, for whoever looks after requests and holds.
    ///
    /// - Returns: `nil` where there is no record of them, or none any more.
    /// - Throws: `KeyError` where it does not open.
    package func citizen(_ id: Citizen.ID) async throws -> Citizen? {
        try await database.read { tx in try citizens.citizen(id, in: tx) }
    }

    /// The whole value, for the citizen it is about.
    ///
    /// - Throws: `PersonalError.nothingKept`.
    package func revealOwn(_ field: DataField, of id: Citizen.ID) async throws -> String {
        let now = clock.now
        return try await database.write { tx in
            let told = try citizens.citizen(id, in: tx)?.told.first { $0.field == field }
            guard let told else { throw PersonalError.nothingKept }
            try note(PersonalReading(of: DataHolder(id), field, at: now, by: id.unnamed, .own), in: tx)
            return told.value
        }
    }

    /// All of a citizen's fields, for their own file.
    func exported(_ id: Citizen.ID) async throws -> [String: String] {
        let now = clock.now
        return try await database.write { tx in
            guard let citizen = try citizens.citizen(id, in: tx) else { throw PersonalError.nothingKept }
            try note(PersonalReading(of: DataHolder(id), nil, at: now, by: id.unnamed, .exported), in: tx)
            return Dictionary(uniqueKeysWithValues: citizen.told.map { ($0.field.rawValue, $0.value) })
        }
    }

    /// What the record of sign-ins has of a citizen, the latest first.
    func events(of id: Citizen.ID, limit: Int = 10_000) async throws -> [IdentityEvent] {
        try await database.read { tx in try EventStore.latest(limit, of: id, in: tx) }
    }

    /// What citizens among some holders are called; those of whom there is no
    /// record, or none that opens, are left out.
    package func names(of holders: [DataHolder]) async throws -> [DataHolder: String] {
        try await citizens(among: holders).reduce(into: [:]) { $0[DataHolder($1.id)] = $1.name }
    }

    /// The citizens among some holders, of whom there is a record that opens.
    package func citizens(among holders: [DataHolder]) async throws -> [Citizen] {
        let ids = Set(holders.compactMap(\.citizen))
        guard !ids.isEmpty else { return [] }
        let stored = try await database.read { tx in try citizens.all(Array(ids), in: tx) }
        return stored.compactMap { try? citizens.opened($0) }
    }

    /// Makes those findable whose record is older than finding citizens is: a
    /// look at an index, and once some hundreds at a time.
    func makeCitizensFindable() async throws {
        var last = ""
        while true {
            let from = last
            let rest = try await database.read { tx in
                try tx.value(
                    "SELECT id FROM identity_citizen WHERE is_findable = 0 AND id > \(from) LIMIT 1", as: String.self)
            }
            guard rest != nil else { return }
            let next = try await database.write { tx in
                try citizens.makeRestFindable(after: from, limit: 500, in: tx)
            }
            guard let next else { return }
            last = next
        }
    }
}

extension Citizen.ID {
    /// The citizen as records name them.
    var unnamed: Actor { .person(id: description, name: "") }
}
