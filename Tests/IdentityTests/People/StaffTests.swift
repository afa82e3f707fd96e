// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Ports
import TestSupport
import Testing
import Web

@testable import Identity

/// A ward with an office and a station, in a province, and people at work.
struct Ward {
    static let admin = OrganisationTests.admin
    static let rule = PermissionRule(
        "alarm.acknowledge", Message("operations.permission.acknowledge"), roles: [Role.operator.rawValue],
        states: ["open"])

    let office: Office
    let people: People
    let province: OrgUnit.ID
    let ward: OrgUnit.ID
    let desk: OrgUnit.ID
    let other: OrgUnit.ID

    init(_ office: Office) async throws {
        self.office = office
        let organisation = office.identity.organisation
        people = People(
            database: office.database, clock: office.dial.clock, organisation: organisation, rules: [Self.rule])
        let since = Validity(since: Chart.day("2025-07-01"))
        func unit(_ code: String, _ kind: String, _ parent: OrgUnit.ID?) async throws -> OrgUnit.ID {
            try await organisation.create(
                OrganisationTests.said(code, code, in: parent, kind: kind), since, by: Self.admin)
        }
        province = try await unit("80", "province", nil)
        ward = try await unit("A", "ward", province)
        desk = try await unit("A-VP", "office", ward)
        other = try await unit("B", "ward", province)
    }

    var now: Instant { office.dial.now }

    func post(
        _ title: String, at unit: OrgUnit.ID, _ roles: Set<Role> = [.operator], _ reach: Post.Reach = .parent,
        standing: Post.Standing = .officer
    ) async throws -> Post.ID {
        try await people.establish(
            .init(unit: unit, title: title, titleEnglish: "", standing: standing, roles: roles, reach: reach),
            by: Self.admin)
    }

    /// A person with an account that has no roles of its own.
    func hire(_ login: String, post: Post.ID? = nil, _ kind: Appointment.Kind = .permanent, to end: Instant? = nil)
        async throws -> (person: Person.ID, account: Account.ID)
    {
        let account = try await office.hire(login, name: login, [])
        let person = try await people.add(name: login, by: Self.admin)
        try await people.link(login, to: person, by: Self.admin)
        if let post {
            try await people.appoint(person, to: post, kind, from: now, to: end, act: "QĐ", version: 1, by: Self.admin)
        }
        return (person, account.id)
    }

    func may(_ account: Account.ID, at unit: OrgUnit.ID?, state: String? = "open") async throws -> Bool {
        try await people.permits(
            account: account.description, "alarm.acknowledge",
            in: unit.map { .unit($0.description) } ?? .anywhere, state: state)
    }

    func held(_ person: Person.ID) async throws -> [Appointment] { try await people.staff().appointments(of: person) }
}

@Suite("Powers of posts")
struct StaffTests {
    @Test("count in the post's reach, in the right state, and nowhere else", arguments: Backend.available)
    func reach(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let ward = try await Ward(office)
            let account = try await ward.hire("truc.ban", post: try await ward.post("Trực ban", at: ward.desk)).account
            #expect(try await ward.may(account, at: ward.ward))
            #expect(try await ward.may(account, at: ward.desk))
            #expect(try await !ward.may(account, at: ward.other))
            #expect(try await !ward.may(account, at: ward.province))
            #expect(try await !ward.may(account, at: ward.ward, state: "closed"))
            #expect(try await !ward.may(account, at: ward.ward, state: nil))
            #expect(
                try await !ward.people.permits(
                    account: account.description, "unheard.of", in: .anywhere, state: nil))
            #expect(try await !ward.may(Account.ID(at: ward.now), at: ward.ward))
            let own = try await ward.hire("mot", post: try await ward.post("Một", at: ward.desk, [.operator], .unit))
                .account
            #expect(try await ward.may(own, at: ward.desk))
            #expect(try await !ward.may(own, at: ward.ward))
        }
    }

    @Test("that ended a second ago are none, and one that begins later is none yet", arguments: Backend.available)
    func ends(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let ward = try await Ward(office)
            let post = try await ward.post("Trực ban", at: ward.desk)
            let giver = try await ward.hire("nguoi.giao", post: post)
            let receiver = try await ward.hire("nguoi.nhan")
            let appointment = try #require(try await ward.held(giver.person).first)
            try await ward.people.delegate(
                appointment.id, to: receiver.person, roles: [.operator], from: ward.now + .hours(1),
                until: ward.now + .hours(2), act: "GUQ", by: Ward.admin)
            #expect(try await !ward.may(receiver.account, at: ward.ward))
            office.dial.advance(by: .hours(2) - .seconds(1))
            #expect(try await ward.may(receiver.account, at: ward.ward))
            office.dial.advance(by: .seconds(1))
            #expect(try await !ward.may(receiver.account, at: ward.ward))
            #expect(try await ward.may(giver.account, at: ward.ward))
        }
    }

    @Test("delegated end with the post they come from, are never more than it has, and can be taken back")
    func delegation() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let giver = try await ward.hire("nguoi.giao", post: try await ward.post("Trực ban", at: ward.desk))
            let receiver = try await ward.hire("nguoi.nhan")
            let appointment = try #require(try await ward.held(giver.person).first)
            func delegate(_ roles: Set<Role>, _ until: Duration, to: Person.ID) async throws {
                try await ward.people.delegate(
                    appointment.id, to: to, roles: roles, from: ward.now, until: ward.now + until, act: "",
                    by: Ward.admin)
            }
            await #expect(throws: StaffError.delegationEmpty) {
                try await delegate([.operator, .leader], .hours(1), to: receiver.person)
            }
            await #expect(throws: StaffError.delegationEmpty) {
                try await delegate([.operator], .hours(1), to: giver.person)
            }
            await #expect(throws: StaffError.backwards) { try await delegate([.operator], .zero, to: receiver.person) }
            try await delegate([.operator], .days(9), to: receiver.person)
            #expect(try await ward.may(receiver.account, at: ward.ward))
            let delegation = try #require(try await ward.people.staff().delegations.first)
            try await ward.people.revoke(
                delegation.id, of: giver.person, because: "điều chuyển công tác", by: Ward.admin)
            #expect(try await !ward.may(receiver.account, at: ward.ward))
            try await delegate([.operator], .days(9), to: receiver.person)
            office.dial.advance(by: .seconds(1))
            try await ward.people.relieve(appointment.id, at: ward.now, because: "điều chuyển công tác", by: Ward.admin)
            #expect(try await !ward.may(giver.account, at: ward.ward))
            #expect(try await !ward.may(receiver.account, at: ward.ward))
        }
    }

    @Test("of somebody who leaves are gone with the next request, sessions and all", arguments: Backend.available)
    func leaving(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let ward = try await Ward(office)
            let hired = try await ward.hire("truc.ban", post: try await ward.post("Trực ban", at: ward.desk))
            let token = try await office.signIn("truc.ban").token
            office.identity.people.kept.forget()
            #expect(try await office.viewer(token)?.roles == [.operator])
            office.dial.advance(by: .seconds(1))
            let version = try #require(try await ward.people.staff().people[hired.person]?.version)
            try await ward.people.leave(hired.person, version: version, because: "điều chuyển công tác", by: Ward.admin)
            #expect(try await office.viewer(token) == nil)
            #expect(try await !ward.may(hired.account, at: ward.ward))
            #expect(try await office.refusal("truc.ban", Office.password) == .wrongCredentials)
            await #expect(throws: StaffError.hasLeft) {
                try await ward.people.leave(
                    hired.person, version: version + 1, because: "điều chuyển công tác", by: Ward.admin)
            }
        }
    }

    @Test("end when their unit does, by a plan that takes effect by itself")
    func unitEnds() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let account = try await ward.hire("truc.ban", post: try await ward.post("Trực ban", at: ward.desk)).account
            let end = CivilZone.vietNam.day(of: ward.now) + 1
            try await office.identity.organisation.end(ward.desk, on: end, act: "", revision: 1, by: Ward.admin)
            #expect(try await ward.may(account, at: ward.ward))
            office.dial.set(CivilZone.vietNam.start(of: end))
            #expect(try await !ward.may(account, at: ward.ward))
        }
    }

    @Test("never make an administrator; that is given to an account by name")
    func administrator() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            await #expect(throws: StaffError.roleNotForPosts) {
                _ = try await ward.post("Quản trị", at: ward.desk, [.administrator])
            }
            let chief = try await office.hire("quan.tri", [.administrator])
            let rule = ward.people.rules["staff.change"]
            let chart = try await office.identity.organisation.chart()
            #expect(
                try await ward.people.staff().permits(chief.id, rule, in: .city, state: nil, of: chart, at: ward.now))
        }
    }

    @Test(
        "of two who change one person the second is told; a post cannot be held twice at once",
        arguments: Backend.available)
    func two(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let ward = try await Ward(office)
            let post = try await ward.post("Trực ban", at: ward.desk)
            let person = try await ward.hire("truc.ban", post: post, to: ward.now + .days(10)).person
            func appoint(_ from: Instant, version: Int) async throws {
                try await ward.people.appoint(
                    person, to: post, .concurrent, from: from, to: nil, act: "", version: version, by: Ward.admin)
            }
            await #expect(throws: StaffError.changedMeanwhile) { try await appoint(ward.now + .days(20), version: 1) }
            await #expect(throws: StaffError.holdsAlready) { try await appoint(ward.now + .days(9), version: 2) }
            try await appoint(ward.now + .days(10), version: 2)
            #expect(try await ward.held(person).count == 2)
        }
    }

    @Test("explain themselves step by step")
    func explanation() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let hired = try await ward.hire("truc.ban", post: try await ward.post("Trực ban", at: ward.desk))
            let staff = try await ward.people.staff()
            let chart = try await office.identity.organisation.chart()
            let decision = staff.decision(
                hired.account, Ward.rule, in: .unit(ward.other), state: "open", of: chart, at: ward.now)
            #expect(!decision.isPermitted && decision.stateFits && decision.isAccountOpen)
            #expect(decision.steps.map(\.hasRole) == [true] && decision.steps.map(\.isInReach) == [false])
            let none = staff.decision(hired.account, nil, in: .anywhere, state: nil, of: chart, at: ward.now)
            #expect(!none.isPermitted && none.steps.isEmpty)
        }
    }

    @Test("let people sign KT., TL., TUQ. and Q. as their posts allow")
    func signing() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let head = try await ward.post("Chủ tịch", at: ward.ward, [.leader], .subtree, standing: .head)
            let deputy = try await ward.post("Phó Chủ tịch", at: ward.ward, [.leader], .subtree, standing: .deputy)
            let chief = try await ward.post("Chánh Văn phòng", at: ward.desk, [], .unit, standing: .head)
            let first = try await ward.hire("chu.tich", post: head)
            let second = try await ward.hire("pho", post: deputy)
            let third = try await ward.hire("chanh", post: chief, .acting)
            let appointment = try #require(try await ward.held(first.person).first)
            try await ward.people.delegate(
                appointment.id, to: third.person, roles: [.leader], from: ward.now, until: ward.now + .hours(1),
                act: "",
                by: Ward.admin)
            let staff = try await ward.people.staff()
            let chart = try await office.identity.organisation.chart()
            func lines(_ person: Person.ID, at moment: Instant) -> [[String]] {
                staff.signatures(of: person, in: chart, at: moment).map(\.lines)
            }
            #expect(lines(first.person, at: ward.now) == [["CHỦ TỊCH"]])
            #expect(lines(second.person, at: ward.now) == [["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]])
            #expect(
                lines(third.person, at: ward.now) == [
                    ["Q. CHÁNH VĂN PHÒNG"], ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], ["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
                ])
            #expect(lines(third.person, at: ward.now + .hours(1)).count == 2)
        }
    }

    @Test(
        "come from a table: right rows are taken, wrong ones told, and nothing holds before",
        arguments: Backend.available)
    func importing(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let ward = try await Ward(office)
            try await office.hire("an.ng", name: "An", [])
            let text = """
                name,title,unit,standing,kind,from,login
                An,Chuyên viên,A-VP,officer,,2026-01-01,an.ng
                Bình,Trưởng phòng,A-VP,head,acting,01/01/2026,
                ,Không tên,A-VP,,,2026-01-01,
                Cường,,A-VP,,,2026-01-01,
                Dũng,Chuyên viên,nowhere,,,2026-01-01,
                Giang,Chuyên viên,A-VP,king,,2026-01-01,
                Hà,Chuyên viên,A-VP,,,2026-13-01,
                Khánh,Chuyên viên,A-VP,,,2026-01-01,nobody
                An,Chuyên viên,A-VP,officer,,2026-01-01,an.ng
                """
            let table = try await ward.people.table(text)
            #expect(table.entries.count == 2 && table.refused == 7)
            #expect(try await ward.people.staff().people.isEmpty)
            try await ward.people.takeIn(table.entries, by: Ward.admin)
            #expect(try await ward.people.staff().people.values.map(\.name).sorted() == ["An", "Bình"])
            #expect(try await ward.people.staff().accounts.count == 1)
            #expect(try await ward.people.table(text).entries.isEmpty)
        }
    }

    @Test("are looked after on pages that only administrators see")
    func pages() async throws {
        try await Office.open(on: .sqlite) { office in
            _ = try await office.identity.organisation.takeInNationalList(provinces: ["80"])
            _ = try await office.identity.organisation.takeInSampleBodies()
            try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            try await office.hire("truc.ban", name: "Nguyễn Thị Hạnh", [])
            #expect(try await office.identity.people.seedSamples() == 22)
            #expect(try await office.identity.people.seedSamples() == 0)
            let person = try #require(
                try await office.identity.people.staff().people.values.first { $0.name == "Nguyễn Thị Hạnh" })
            try await office.serve { browser in
                try await browser.open("/people")
                #expect(browser.location?.hasPrefix("/sign-in") == true)
                try await browser.signIn("truc.ban")
                try await browser.open("/people")
                #expect(browser.status.code == 403)
                let chief = browser.other()
                try await chief.signIn("quan.tri")
                try await chief.open("/people?search=hanh")
                #expect(chief.page.contains("Nguyễn Thị Hạnh") && !chief.page.contains("Trần Văn Phúc</a>"))
                try await chief.open("/people/posts")
                #expect(chief.page.contains("Phó Chủ tịch"))
                try await chief.submit(
                    "/people/posts", ["title": "Kế toán", "unit": "vamco:25459-VP", "reach": "unit"])
                #expect(chief.status.code == 303)
                try await chief.open("/people/\(person.id)")
                #expect(chief.page.contains(">Quản lý tài khoản</option>") && !chief.page.contains(">account.change<"))
                #expect(chief.page.contains("Chuyên viên trực điều hành") && chief.page.contains("truc.ban"))
                try await chief.open("/people/\(person.id)/permissions?action=staff.change&unit=25459")
                #expect(chief.page.contains("Thay đổi nhân sự và vị trí") && !chief.page.contains(": staff.change"))
                #expect(chief.page.contains("không được phép"))
                try await chief.open("/people/import")
                try await chief.submit("/people/import", ["text": "name\nA", "act": "preview"])
                #expect(chief.status.code == 422)
                try await chief.open("/people/\(person.id)")
                try await chief.submit("/people/\(person.id)/leaving", ["version": "9", "leave-reason": "nghỉ hưu"])
                #expect(chief.status.code == 409)
                try await chief.submit("/people/\(person.id)/leaving", ["version": "1", "leave-reason": "nghỉ hưu"])
                #expect(chief.status.code == 303)
                try await browser.open("/account")
                #expect(browser.status.code == 303)
            }
        }
    }
}
