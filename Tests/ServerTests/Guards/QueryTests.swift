// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HummingbirdTesting
import Identity
import SQLStore
import TestSupport
import Testing
import Web

@testable import Server

@Suite("What pages and jobs ask of the database")
struct QueryTests {
    /// Tables that may be walked from end to end: small however long the city
    /// runs.
    static let small: [String: String] = [
        "schema_migration": "a row for each step of the schema; readiness compares them all",
        "dossier_procedure_version": "the national catalogue and its changes: some thousand",
        "dossier_service_level": "levels the city published and their changes: some thousand",
        "dossier_office": "offices of a province that take dossiers: some hundreds",
        "dossier_lease": "a row for each kind of job",
        "environment_due": "hours that wait to be derived; emptied as they are",
        "environment_lease": "a row for each kind of job",
        "environment_progress": "a row for each kind of job",
        "environment_sequence": "a row for each kind of number",
        "environment_station": "stations of a province: hundreds",
        "environment_station_version": "stations of a province and their changes: hundreds",
        "observation_series": "a row for each station and parameter: thousands",
        "identity_org_outline": "communes of a province: hundreds",
        "identity_retention_rule": "a row for each kind of personal data: four",
        "ledger_inbox": "acts of the last second",
        "ledger_key": "a row for each key there ever was",
        "ledger_lease": "one row",
        "ledger_log": "one row",
        "ledger_witness": "a row for each witness",
        "ledger_witnessed": "a row for each log that is witnessed here",
    ]

    /// Tables that are read whole into memory when what they hold was changed,
    /// and by no page after that: the organisation, its staff and its working days.
    static let kept: Set<String> = [
        "identity_org_unit", "identity_org_unit_version", "identity_org_succession", "identity_org_competence",
        "identity_account", "identity_account_role", "identity_person", "identity_person_account", "identity_post",
        "identity_appointment", "identity_delegation", "identity_working_day", "identity_working_year",
    ]

    /// Addresses with queries that no link of a page carries.
    static let more = [
        "/environment/quarantine/retrials/\(SampleRows.retrialID(0))",
        "/api/environment/stations/TNI001/observations?parameter=pm25&from=2026-01-14T00:00:00Z&to=2026-01-15T00:00:00Z",
        "/api/environment/stations/TNI001/observations?limit=5",
        "/api/environment/stations/TNI001/aqi?period=day&from=2026-01-01T00:00:00Z&to=2026-01-15T00:00:00Z",
        "/environment/stations/TNI001?range=1y",
        "/dossiers?q=tran+thi+hoa", "/dossiers?q=0912345678", "/dossiers?view=citizen", "/dossiers/new?q=khai+sinh",
        "/dossiers/templates/1.004873", "/dossiers/018f0000-0000-7000-8000-000000000000/forms/06.pdf",
        "/my/dossiers/018f0000-0000-7000-8000-000000000000/forms/02.pdf",
        "/procedures?q=thu+tuc+mau", "/procedures?q=1.001193", "/procedures?q=khai+sinh&event=birth",
        "/procedures?field=H%E1%BB%99+t%E1%BB%8Bch",
        "/results/verify?code=MMMM000000000000", "/administration/files?reason=locked",
        "/ledger?from=2026-01-01&to=2026-12-31",
        "/ledger?act=environment.station-changed&from=2026-01-01&to=2026-12-31",
        "/ledger?actor=system%3Atest&act=environment.station-changed",
        "/ledger?object=MAU1",
        "/ledger?proof=none&from=2026-01-01",
        "/ledger?proof=medium",
        "/ledger?proof=people&from=2026-01-01&to=2026-12-31",
        "/api/ledger/proofs/inclusion?number=1",
        "/api/ledger/proofs/consistency?from=1",
    ]

    @Test("never walk a big table from end to end", arguments: Backend.available)
    func plans(on backend: Backend) async throws {
        try await SeededCity.open(on: backend, rows: 120) { seeded in
            let jobs = seeded.database.recorded
            try await seeded.serve { crowd in
                for address in ["/organisation", "/people"] {
                    _ = try await crowd.ask(.get, address, as: "administrator")
                }
            }
            let filling = seeded.database.recorded.dropFirst(jobs.count)
            seeded.database.forget()
            try await seeded.serve { crowd in
                var addresses = Addresses(seeded.city.tables.flatMap(\.routes))
                let things = try await seeded.things()
                let more =
                    Self.more + [
                        "/people/data/citizens/\(things["citizen"] ?? "")", "/apply/\(things["online"] ?? "")",
                    ]
                for name in [
                    nil, "administrator", "environment-officer", "operator", "reception-officer", Crowd.citizen,
                ] {
                    try await addresses.walk(crowd, as: name, more: more)
                }
                #expect(addresses.unfound.isEmpty, "no link of any page leads there")
            }
            _ = try await seeded.city.identity.sessions.viewer(ofToken: "unknown")
            let small = Set(Self.small.keys)
            let pages = seeded.database.recorded
            let count = try await look(at: pages, allowing: small, in: seeded)
            #expect(count > 60)
            _ = try await look(at: jobs + filling, allowing: small.union(Self.kept), in: seeded)
        }
    }

    /// - Returns: How many different statements there are.
    private func look(at statements: [SQL], allowing allowed: Set<String>, in seeded: SeededCity) async throws -> Int {
        var seen: Set<String> = []
        for statement in statements {
            let text = statement.rendered(for: seeded.database.dialect).text
            guard seen.insert(text).inserted, Self.isPlanned(text) else { continue }
            for table in try await seeded.database.scannedTables(of: statement) where !allowed.contains(table) {
                Issue.record("\(table) is walked from end to end by: \(text)")
            }
        }
        return seen.count
    }

    private static func isPlanned(_ text: String) -> Bool {
        ["SELECT", "WITH", "UPDATE", "DELETE", "INSERT"].contains { text.drop(while: \.isWhitespace).hasPrefix($0) }
    }

    @Test("are as many with five hundred rows as with five", arguments: Backend.available)
    func fixedNumber(on backend: Backend) async throws {
        try await SeededCity.open(on: backend, rows: 5) { seeded in
            let few = try await counts(in: seeded)
            try await seeded.grow(from: 5, by: 495)
            for (asked, count) in try await counts(in: seeded, of: Array(few.keys)) {
                #expect(count <= few[asked] ?? 0, "\(asked.address) as \(asked.name ?? "a visitor")")
            }
        }
    }

    private func counts(
        in seeded: SeededCity, of known: [Addresses.Asked]? = nil
    ) async throws -> [Addresses.Asked: Int] {
        try await seeded.serve { crowd in
            let routes = seeded.city.tables.flatMap(\.routes)
            var asked = known ?? []
            if known == nil {
                var addresses = Addresses(routes)
                for name in [nil, "administrator", "environment-officer"] {
                    try await addresses.walk(crowd, as: name)
                }
                asked = addresses.all
            }
            let streams = Set(routes.filter { $0.answer == .stream }.map(\.path))
            var counts: [Addresses.Asked: Int] = [:]
            for one in asked {
                seeded.database.forget()
                let answer = try await crowd.ask(
                    streams.contains(one.pattern) ? .head : .get, one.address, as: one.name)
                #expect(answer.status.code < 500, "\(one.address)")
                counts[one] = seeded.database.recorded.count
            }
            return counts
        }
    }
}
