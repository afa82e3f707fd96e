// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension IdentityFeature {
    /// The names of people by `Actor.stored`, as they are called today; of units
    /// (`unit:<id>`), and of delegations (`Actor.Office.onBehalfOf`) by whose
    /// post they are. What is not known is left out. At most 1,000 people at once.
    package func names(ofActors actors: Set<String>) async throws -> [String: String] {
        let ids = actors.filter { $0.hasPrefix("person:") }.map { String($0.dropFirst(7)) }.sorted().prefix(1_000)
        let offices = try await names(ofOffices: actors)
        guard !ids.isEmpty else { return offices }
        let rows = try await accounts.database.read { tx in
            try tx.rows("SELECT id, name FROM identity_account WHERE id IN (\(SQL.list(Array(ids))))")
        }
        return Dictionary(
            uniqueKeysWithValues: try rows.map { ("person:\(try $0.get(0, as: String.self))", try $0.get(1)) }
        ).merging(offices) { $1 }
    }

    /// Asks no database.
    private func names(ofOffices stored: Set<String>) async throws -> [String: String] {
        let offices = stored.filter { $0.hasPrefix("unit:") || $0.hasPrefix("delegation:") }
        guard !offices.isEmpty else { return [:] }
        let (staff, chart, kinds) = (try await people.staff(), try await organisation.chart(), organisation.kinds)
        let today = organisation.today
        func title(_ unit: OrgUnit.ID) -> String? { chart[unit]?.nearest(to: today).map(kinds.title(of:)) }
        var names: [String: String] = [:]
        for office in offices {
            let id = String(office.drop { $0 != ":" }.dropFirst())
            if office.hasPrefix("unit:") {
                names[office] = OrgUnit.ID(id).flatMap(title)
            } else if let given = staff.delegations.first(where: { $0.id.description == id }),
                let held = staff.appointments[given.appointment], let post = staff.posts[held.post]
            {
                let giver = staff.people[held.person]?.name ?? ""
                names[office] = "\(giver) – \(post.title), \(title(post.unit) ?? "")"
            }
        }
        return names
    }
}
