// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Reach of posts")
struct ReachTests {
    /// Where each reach of a post in the ward's office counts: the office, the
    /// ward, all of the ward, the other ward, the whole city, anywhere.
    static let table: [(reach: Post.Reach, expected: [Bool])] = [
        (.unit, [true, false, false, false, false, true]), (.subtree, [true, false, false, false, false, true]),
        (.parent, [true, true, true, false, false, true]), (.city, [true, true, true, true, true, true]),
    ]

    @Test("counts for the unit, what is below it, the unit above, or all, and for nothing else", arguments: table)
    func reach(reach: Post.Reach, expected: [Bool]) async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let hired = try await ward.hire(
                "truc.ban", post: try await ward.post("Một", at: ward.desk, [.operator], reach))
            let scopes: [ActScope] = [
                .unit(ward.desk.description), .unit(ward.ward.description), .unitAndBelow(ward.ward.description),
                .unit(ward.other.description), .city, .anywhere,
            ]
            for (scope, isWithin) in zip(scopes, expected) {
                let may = try await ward.people.permits(
                    account: hired.account.description, "alarm.acknowledge", in: scope, state: "open")
                #expect(may == isWithin, "\(reach) at \(scope)")
            }
        }
    }

    @Test("of what has a code is that of the code's unit today; without one, or with an unknown one, it is the city's")
    func codes() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let hired = try await ward.hire("truc.ban", post: try await ward.post("Một", at: ward.desk)).account
            let chief = try await office.hire("truong", [.operator]).id
            for (code, isOwn) in [
                ("A", true), ("A-VP", true), ("B", false), ("", false), ("Z", false), ("vamco:A", false),
            ] {
                let person = Actor.person(id: hired.description, name: "")
                #expect(
                    try await ward.people.permits(person, "alarm.acknowledge", in: .code(code), state: "open") == isOwn,
                    "\(code)")
                let other = Actor.person(id: chief.description, name: "")
                #expect(try await ward.people.permits(other, "alarm.acknowledge", in: .code(code), state: "open"))
            }
            for actor in [Actor.visitor, .system("intake")] {
                #expect(try await !ward.people.permits(actor, "alarm.acknowledge", in: .anywhere, state: "open"))
            }
        }
    }

    @Test("is required for all that an act touches")
    func require() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let hired = try await ward.hire("truc.ban", post: try await ward.post("Một", at: ward.desk)).account
            let actor = Actor.person(id: hired.description, name: "")
            _ = try await ward.people.require(
                "alarm.acknowledge", of: actor, in: .code("A"), .code("A-VP"), state: "open")
            await #expect(throws: PermissionError.outOfReach) {
                _ = try await ward.people.require(
                    "alarm.acknowledge", of: actor, in: .code("A"), .code("B"), state: "open")
            }
            #expect(PermissionError.outOfReach.answer.status == 403)
        }
    }

    @Test("is explained as it is judged, for every scope, state and person")
    func explanation() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            var accounts = [
                try await office.hire("truong", [.operator]).id, try await office.hire("khac", [.leader]).id,
            ]
            for (number, reach) in Post.Reach.allCases.enumerated() {
                let post = try await ward.post(
                    "\(reach)", at: number % 2 == 0 ? ward.desk : ward.other, [.operator], reach)
                accounts.append(try await ward.hire("nguoi.\(number)", post: post).account)
            }
            let staff = try await ward.people.staff()
            let chart = try await office.identity.organisation.chart()
            let units = [ward.province, ward.ward, ward.desk, ward.other]
            let scopes: [Staff.Scope] =
                [.anywhere, .city] + units.map(Staff.Scope.unit) + units.map(Staff.Scope.unitAndBelow)
            var permitted = 0
            for account in accounts {
                for scope in scopes {
                    for state in [nil, "open", "ended"] {
                        for rule in [nil, Ward.rule] {
                            let may = staff.permits(account, rule, in: scope, state: state, of: chart, at: ward.now)
                            let told = staff.decision(account, rule, in: scope, state: state, of: chart, at: ward.now)
                            #expect(may == told.isPermitted, "\(scope) \(state ?? "")")
                            permitted += may ? 1 : 0
                        }
                    }
                }
            }
            #expect(permitted > 20)
        }
    }

    @Test("cannot be handed on further than one has it")
    func handingOn() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let chart = try await office.identity.organisation.chart()
            let day = office.identity.organisation.today
            func scope(_ unit: OrgUnit.ID, _ reach: Post.Reach) -> ActScope {
                People.scope(of: unit, reach, in: chart, on: day)
            }
            #expect(scope(ward.desk, .unit) == .unit(ward.desk.description))
            #expect(scope(ward.desk, .subtree) == .unitAndBelow(ward.desk.description))
            #expect(scope(ward.desk, .parent) == .unitAndBelow(ward.ward.description))
            #expect(scope(ward.province, .parent) == .unitAndBelow(ward.province.description))
            #expect(scope(ward.desk, .city) == .city)
        }
    }
}
