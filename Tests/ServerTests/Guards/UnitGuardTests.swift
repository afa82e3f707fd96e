// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import SQLStore
import TestSupport
import Testing
import Web

@testable import Server

/// Who has a role by a post in one ward must not use it on another ward's things.
@Suite("Writes on what belongs to a unit", .serialized)
struct UnitGuardTests {
    /// A form that would do something to a thing of the first ward.
    struct Act: Sendable {
        /// The route's own pattern.
        let route: String
        /// `{name}` stands for a thing's identity, here and in the fields.
        let address: String
        var fields: [String: String] = [:]
        /// The acts that the unit's own officer leaves in the ledger, and no others.
        let writes: [String]
        /// For things of the whole city: both officers are refused, whoever has the role by account is not.
        var isCityWide = false
        var answers = HTTPResponse.Status.seeOther
    }

    private static let station = [
        "code": "MAU9", "name": "Trạm mẫu", "medium": "air", "latitude": "11.3", "longitude": "106.1",
        "unit-code": "25459", "owner": "Sở", "period": "60", "valid-from": "2026-01-10",
    ]

    /// One for every write that officers' roles open and that has an object.
    static let acts = [
        Act(
            route: "/operations/alarms/{id}/acknowledgement", address: "/operations/alarms/{alarm}/acknowledgement",
            fields: ["note": "đã biết"], writes: ["environment.alarm-acknowledged"]),
        Act(
            route: "/environment/stations/new", address: "/environment/stations/new", fields: station,
            writes: ["environment.station-registered"]),
        Act(
            route: "/environment/stations/import", address: "/environment/stations/import",
            fields: [
                "act": "confirm", "valid-from": "2026-01-10",
                "text": "code,name,medium,latitude,longitude,owner,reporting_period_seconds,unit_code\n"
                    + "MAU8,Trạm tám,air,11.3,106.1,Sở,3600,25459\n",
            ], writes: ["environment.station-registered"]),
        Act(
            route: "/environment/stations/{code}/edit", address: "/environment/stations/MAU1/edit", fields: station,
            writes: ["environment.station-changed"]),
        Act(
            route: "/environment/stations/{code}/edit", address: "/environment/stations/MAU1/edit",
            fields: station.merging(["unit-code": "25480", "valid-from": "2026-01-12"]) { $1 },
            writes: ["environment.station-changed"]),
        Act(
            route: "/environment/quarantine/{id}/retrial-of-reason",
            address: "/environment/quarantine/{entry}/retrial-of-reason", writes: ["environment.retrial-ordered"],
            isCityWide: true),
        Act(
            route: "/environment/quarantine/{id}/retrial", address: "/environment/quarantine/{entry}/retrial",
            writes: ["environment.quarantine-retried"]),
        Act(
            route: "/environment/quarantine/{id}/settlement", address: "/environment/quarantine/{entry}/settlement",
            fields: ["note": "bảo trì"], writes: ["environment.quarantine-settled"]),
        Act(
            route: "/environment/stations/{code}/flags", address: "/environment/stations/TNI001/flags",
            fields: [
                "parameter": "pm25", "from": "2026-01-15T05:00", "to": "2026-01-15T07:00", "verdict": "invalid",
                "reason": "bảo trì",
            ], writes: ["environment.flag-set"]),
        Act(
            route: "/environment/stations/{code}/flags/{id}/withdrawal",
            address: "/environment/stations/TNI001/flags/{flag}/withdrawal",
            fields: ["reason-{flag}": "nhầm"], writes: ["environment.flag-withdrawn"]),
        Act(
            route: "/environment/imports/{id}", address: "/environment/imports/{draft}", fields: ["act": "discard"],
            writes: ["environment.import-discarded"]),

        Act(
            route: "/dossiers/new/{code}", address: "/dossiers/new/{counter-procedure}",
            fields: [
                "q-applicant-name": "Trần Thị Hoà", "q-applicant-identity": "072001000123",
                "q-applicant-phone": "0912345678", "q-request-words": "xin cấp", "q-receives-result": "counter",
                "papers-checked": "yes", "reception": "{office}", "office": "{office}", "key": "counter", "fee": "0",
            ], writes: ["dossiers.submitted", "dossiers.received", "dossiers.assigned"]),
        Act(
            route: "/dossiers/{dossier}/data", address: "/dossiers/{dossier-data}/data",
            fields: ["reason": "gọi lại"], writes: ["dossiers.data-read"], answers: .ok),
        Act(
            route: "/dossiers/{dossier}/files/{file}", address: "/dossiers/{dossier-file}/files/{file}",
            writes: ["dossiers.file-read"], answers: .ok),
        Act(
            route: "/dossiers/{dossier}/acts", address: "/dossiers/{dossier-act}/acts",
            fields: ["action": "accept", "papers-checked-accept": "yes", "revision": "1"],
            writes: ["dossiers.received", "dossiers.assigned"]),
        Act(
            route: "/dossiers/{dossier}/signatures", address: "/dossiers/{dossier-sign}/signatures",
            fields: ["action": "refuse", "words-refuse": "không đủ điều kiện", "revision": "1"],
            writes: ["dossiers.ended"]),
        Act(
            route: "/dossiers/{dossier}/assignment", address: "/dossiers/{dossier-assign}/assignment",
            fields: ["account": "{own-account}", "revision": "1"], writes: ["dossiers.assigned"]),
        Act(
            route: "/dossiers/{dossier}/assignment", address: "/dossiers/{dossier-act}/assignment",
            fields: ["account": "{own-account}", "revision": "3"], writes: ["dossiers.assigned"]),
        Act(
            route: "/dossiers/{dossier}/drafts", address: "/dossiers/{dossier-act}/drafts",
            fields: ["form": "draft", "words-draft": "Xác nhận", "revision": "4"],
            writes: ["dossiers.result-drafted"]),
        Act(
            route: "/dossiers/templates/{code}", address: "/dossiers/templates/{counter-procedure}",
            fields: ["office": "{office}", "words": "Xác nhận {applicant-name}", "version": "0"],
            writes: ["dossiers.template-set"]),
        Act(
            route: "/dossiers/{dossier}/transfer", address: "/dossiers/{dossier-transfer}/transfer",
            fields: ["office": "{other-office}", "words-transfer": "nhầm nơi", "revision": "1"],
            writes: ["dossiers.transferred"]),
        Act(
            route: "/dossiers/{dossier}/payments", address: "/dossiers/{dossier-pay}/payments",
            fields: ["amount-pay": "0", "revision": "1"], writes: ["dossiers.paid"]),
        Act(
            route: "/dossiers/{dossier}/acts", address: "/dossiers/{dossier-supply}/acts",
            fields: ["action": "supplement", "words-supplement": "thiếu giấy", "revision": "1"],
            writes: ["dossiers.supplement-asked"]),
        Act(
            route: "/dossiers/{dossier}/supplements", address: "/dossiers/{dossier-supply}/supplements",
            fields: ["words-supply": "đã đủ", "revision": "2"], writes: ["dossiers.supplement-given"]),
        Act(
            route: "/dossiers/{dossier}/withdrawal", address: "/dossiers/{dossier-withdraw}/withdrawal",
            fields: ["words-withdraw": "đổi ý", "revision": "1"], writes: ["dossiers.ended"]),
        Act(
            route: "/dossiers/{dossier}/resumption", address: "/dossiers/{dossier-resume}/resumption",
            fields: ["revision": "2"], writes: ["dossiers.resumed"]),

        Act(
            route: "/organisation/units", address: "/organisation/units",
            fields: [
                "scheme": "vamco", "code": "25459-MOI", "name": "Tổ mới", "kind": "office", "parent": "25459-UBND",
                "parent-scheme": "vamco", "from": "2026-12-01",
            ], writes: ["identity.unit-created"]),
        Act(
            route: "/organisation/units", address: "/organisation/units",
            fields: ["scheme": "vamco", "code": "GOC", "name": "Gốc", "kind": "office", "from": "2026-12-01"],
            writes: ["identity.unit-created"], isCityWide: true),
        Act(
            route: "/organisation/competences", address: "/organisation/competences",
            fields: [
                "function": "moi-truong", "part": "authority", "territory": "25459", "unit": "vamco:25459-UBND",
                "from": "2026-12-01",
            ], writes: ["identity.competence"]),
        Act(
            route: "/organisation/units/{unit}/corrections", address: "/organisation/units/{unit}/corrections",
            fields: ["what": "competence", "id": "{competence}", "act": "strike", "reason-{competence}": "nhầm"],
            writes: ["identity.competence-struck"]),
        Act(
            route: "/organisation/units/{unit}/successions", address: "/organisation/units/{unit}/successions",
            fields: ["kind": "transfer", "to": "vamco:25459-VP", "function": "f", "on": "2026-12-01"],
            writes: ["identity.succession"]),
        Act(
            route: "/organisation/units/{unit}/change", address: "/organisation/units/{unit}/change",
            fields: [
                "scheme": "vamco", "code": "25459-VHXH", "name": "Phòng khác", "kind": "division",
                "parent": "25459-UBND", "parent-scheme": "vamco", "from": "2026-12-01", "revision": "{revision}",
            ], writes: ["identity.unit-changed"]),

        Act(
            route: "/people/posts", address: "/people/posts",
            fields: ["title": "Kế toán", "unit": "vamco:25459-VHXH", "reach": "subtree", "standing": "officer"],
            writes: ["identity.post-established"]),
        Act(
            route: "/people/posts", address: "/people/posts",
            fields: ["title": "Ở mọi nơi", "unit": "vamco:25459-VHXH", "reach": "city", "standing": "officer"],
            writes: ["identity.post-established"], isCityWide: true),
        Act(
            route: "/people/{person}/appointments", address: "/people/{receiver}/appointments",
            fields: ["post": "{post}", "kind": "permanent", "from": "2026-12-01", "version": "{version}"],
            writes: ["identity.appointed"]),
        Act(
            route: "/people/{person}/delegations/{delegation}/end",
            address: "/people/{person}/delegations/{delegation}/end",
            fields: ["reason-{delegation}": "hết việc"], writes: ["identity.delegation-revoked"]),
        Act(
            route: "/people/{person}/delegations", address: "/people/{person}/delegations",
            fields: [
                "appointment": "{appointment}", "receiver": "{receiver}", "role": "leader", "begin": "2026-12-01",
                "until": "2026-12-09",
            ], writes: ["identity.delegated"]),
        Act(
            route: "/people/{person}/appointments/{appointment}/end",
            address: "/people/{person}/appointments/{appointment}/end",
            fields: ["reason-{appointment}": "điều chuyển"], writes: ["identity.relieved"]),
        Act(
            route: "/organisation/units/{unit}/end", address: "/organisation/units/{centre}/end",
            fields: ["on": "2027-01-01", "revision": "{centre-revision}"], writes: ["identity.unit-ended"]),
    ]

    /// Writes of officers that are about no object yet, or read what is their own office's whatever is asked for.
    static let withoutObject: Set = ["/environment/imports", "/people", "/reports/ratings"]
    /// Of several objects at once, each with its own outcome on the page: SignaturesPageTests.
    static let ofSeveral: Set = ["/dossiers/signatures"]

    private func trying(
        _ body: @escaping @Sendable (SeededCity, Crowd, OfficesOfTwoWards) async throws -> Void
    ) async throws {
        try await SeededCity.open(on: .sqlite, rows: 2) { seeded in
            let offices = try await OfficesOfTwoWards(in: seeded)
            try await seeded.serve(also: offices.viewers) { crowd in try await body(seeded, crowd, offices) }
        }
    }

    @Test("are all tried here")
    func complete() async throws {
        let routes = try await City.routesForListing().filter { route in
            route.method == .post && !route.policy.permits(Crowd.person([]))
                && route.policy.permits(Crowd.person(OfficesOfTwoWards.roles))
        }.map(\.path)
        let tried = Set(Self.acts.map(\.route))
        #expect(Set(routes).subtracting(tried) == Self.withoutObject.union(Self.ofSeveral))
        #expect(tried.subtracting(routes).isEmpty)
    }

    @Test("are refused to officers of another unit and change nothing; the unit's own leave each act in the ledger")
    func reach() async throws {
        try await trying { seeded, crowd, offices in
            for act in Self.acts {
                let movesAway = act.fields["unit-code"] == "25480"
                let before = try await Self.digest(of: seeded)
                let foreign = try await Self.send(act, as: OfficesOfTwoWards.other, crowd, offices)
                #expect(foreign == .forbidden, "\(act.address) as an officer of another unit: \(foreign.code)")
                if act.isCityWide || movesAway {
                    let own = try await Self.send(act, as: OfficesOfTwoWards.own, crowd, offices)
                    #expect(own == .forbidden, "\(act.address), which is more than the unit's: \(own.code)")
                }
                let after = try await Self.digest(of: seeded)
                #expect(after == before, "\(act.address) changed something")
                let name = act.isCityWide || movesAway ? Self.chief(of: act) : OfficesOfTwoWards.own
                let entries = try await seeded.entries()
                let place = try await Self.lastEntry(in: seeded)
                let own = try await Self.send(act, as: name, crowd, offices)
                #expect(own == act.answers, "\(act.address) as \(name): \(own.code)")
                let written = try await seeded.entries().subtracting(entries)
                #expect(written.map(\.act).sorted() == act.writes.sorted(), "\(act.address) as \(name)")
                guard name == OfficesOfTwoWards.own else { continue }
                for entry in try await Self.entries(after: place, in: seeded) {
                    let office = try #require(offices.offices[name])
                    #expect(entry.unit == office.unit, "\(act.address): \(entry)")
                    #expect(entry.proof == office.proof && entry.isOnRecord, "\(act.address): \(entry)")
                }
            }
        }
    }

    @Test("pages show an officer what changes the own unit's things, and not a foreign one's")
    func pages() async throws {
        try await trying { _, crowd, offices in
            let pages = [
                ("/environment/stations/MAU1", "/environment/stations/MAU1/edit"),
                ("/environment/stations", "/environment/stations/MAU1/edit"),
                ("/environment/stations/TNI001/flags", "name=\"verdict\""),
                ("/environment/quarantine/{entry}", "/retrial\""),
                ("/organisation/units/{unit}", "/organisation/units/{unit}/change"),
                ("/people/{person}", "/appointments/{appointment}/end"),
                ("/people/{person}", "/delegations/{delegation}/end"),
            ]
            for (address, sign) in pages {
                let (address, sign) = (Self.filled(address, offices), Self.filled(sign, offices))
                let own = try await crowd.ask(.get, address, as: OfficesOfTwoWards.own)
                #expect(own.status == .ok && own.text.contains(sign), "\(address)")
                let foreign = try await crowd.ask(.get, address, as: OfficesOfTwoWards.other)
                #expect(foreign.status == .ok && !foreign.text.contains(sign), "\(address)")
            }
            for address in [
                "/environment/stations/MAU1/edit", "/organisation/units/{unit}/change",
                "/operations/alarms/{alarm}/acknowledgement",
            ] {
                let address = Self.filled(address, offices)
                #expect(try await crowd.ask(.get, address, as: OfficesOfTwoWards.own).status == .ok, "\(address)")
                let foreign = try await crowd.ask(.get, address, as: OfficesOfTwoWards.other)
                #expect(foreign.status == .forbidden && foreign.text.contains("đơn vị khác"), "\(address)")
            }
        }
    }

    /// Somebody with the role for the whole city.
    private static func chief(of act: Act) -> String {
        act.route.hasPrefix("/environment") ? "environment-officer" : "administrator"
    }

    private static func filled(_ text: String, _ offices: OfficesOfTwoWards) -> String {
        offices.things.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    private static func send(
        _ act: Act, as name: String, _ crowd: Crowd, _ offices: OfficesOfTwoWards
    ) async throws -> HTTPResponse.Status {
        let own = try await crowd.token(of: name)
        let pairs =
            act.fields.map { (filled($0.key, offices), filled($0.value, offices)) } + [("form-token", own.token)]
        let form = pairs.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
            .joined(separator: "&")
        return try await crowd.ask(.post, filled(act.address, offices), as: name, form: form, cookie: own.cookie)
            .status
    }

    /// What an officer's entry says of unit and proof, and whether that proof is on record at that level.
    private struct Entry {
        let act: String
        let unit: String
        let proof: Actor.Proof
        let isOnRecord: Bool
    }

    private static func lastEntry(in seeded: SeededCity) async throws -> Int {
        try await seeded.quietDatabase.read { tx in try tx.value("SELECT max(place) FROM ledger_inbox") ?? 0 }
    }

    /// The entries of people; nothing is sealed meanwhile.
    private static func entries(after place: Int, in seeded: SeededCity) async throws -> [Entry] {
        try await seeded.quietDatabase.read { tx in
            try tx.rows(
                """
                SELECT l.act, l.unit, l.authentication, l.assurance, a.level
                FROM ledger_inbox l LEFT JOIN identity_authentication a ON a.id = l.authentication
                WHERE l.place > \(place) AND l.actor LIKE 'person:%'
                """
            ).map { row in
                let proof = Actor.Proof(authentication: try row.get(2), assurance: try row.get(3))
                return Entry(
                    act: try row.get(0), unit: try row.get(1), proof: proof,
                    isOnRecord: try (row.optional(4) as String?) == proof.assurance)
            }
        }
    }

    /// Every row of every table.
    private static func digest(of seeded: SeededCity) async throws -> [String: Int] {
        try await seeded.quietDatabase.read { tx in
            let tables = try tx.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
                .map { try $0.get(0, as: String.self) }
            var digest: [String: Int] = [:]
            for table in tables {
                var hasher = Hasher()
                try tx.each(SQL(trusted: "SELECT * FROM \(table)")) { hasher.combine(String(describing: $0)) }
                digest[table] = hasher.finalize()
            }
            return digest
        }
    }
}
