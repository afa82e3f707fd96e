// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// Somebody of the demonstration in one post. Nobody of that name works
/// there: the people of Bình Minh and Hòa Thành are called Mẫu, "sample", and
/// every appointment says so.
struct SamplePlace: Sendable {
    let name: String
    /// Of the account that is theirs; empty for people without one.
    var login = ""
    /// The code of the body.
    let body: String
    let title: String
    let standing: Post.Standing
    var roles: Set<Role> = []
    var kind = Appointment.Kind.permanent

    static let act = "Quyết định mẫu, không có thật"

    /// Two wards of the former Tây Ninh city, and one of the former Hòa Thành town.
    static let all = tanNinh + binhMinh + hoaThanh

    private static let tanNinh = [
        SamplePlace(
            name: "Lê Thị Minh Châu", login: "lanh.dao", body: "25459-UBND", title: "Chủ tịch", standing: .head,
            roles: [.leader, .approver]),
        // Signs KT. for the head of the same committee.
        SamplePlace(
            name: "Phạm Quốc Dũng", body: "25459-UBND", title: "Phó Chủ tịch", standing: .deputy, roles: [.leader]),
        SamplePlace(
            name: "Nguyễn Thị Hạnh", login: "truc.ban", body: "25459-VP", title: "Chuyên viên trực điều hành",
            standing: .officer, roles: [.operator]),
        SamplePlace(
            name: "Trần Văn Phúc", login: "moi.truong", body: "25459-KT", title: "Chuyên viên môi trường",
            standing: .officer, roles: [.environmentOfficer]),
        SamplePlace(
            name: "Đặng Thu Hà", login: "to.chuc", body: "25459-VP", title: "Chuyên viên tổ chức", standing: .officer,
            roles: [.organisationOfficer]),
        SamplePlace(
            name: "Võ Quốc Bảo", login: "quan.tri", body: "25459-VP", title: "Chuyên viên công nghệ thông tin",
            standing: .officer),
        SamplePlace(name: "Huỳnh Thị Mai", body: "25459-PVHCC", title: "Giám đốc Trung tâm", standing: .head),
        SamplePlace(
            name: "Đỗ Mẫu Linh", login: "mot.cua", body: "25459-PVHCC", title: "Cán bộ tiếp nhận và trả kết quả",
            standing: .officer, roles: [.receptionOfficer]),
        SamplePlace(
            name: "Phan Mẫu Tuấn", login: "tu.phap", body: "25459-VP", title: "Công chức tư pháp – hộ tịch",
            standing: .officer, roles: [.caseOfficer]),
        SamplePlace(
            name: "Tạ Mẫu Yến", login: "kinh.te", body: "25459-KT", title: "Chuyên viên kinh doanh và xây dựng",
            standing: .officer, roles: [.caseOfficer]),
        SamplePlace(
            name: "Quách Mẫu Nga", login: "van.thu", body: "25459-VP", title: "Văn thư – lưu trữ", standing: .officer,
            roles: [.registryClerk]),
    ]

    private static let binhMinh = [
        // Deputy, and in charge of the head's vacant post: two posts, and signs Q.
        SamplePlace(
            name: "Ngô Mẫu Dương", login: "phu.trach.bm", body: "25480-UBND", title: "Phó Chủ tịch", standing: .deputy,
            roles: [.leader, .approver]),
        SamplePlace(
            name: "Ngô Mẫu Dương", body: "25480-UBND", title: "Chủ tịch", standing: .head, roles: [.leader],
            kind: .acting),
        SamplePlace(
            name: "Hồ Mẫu Lan", login: "moi.truong.bm", body: "25480-KT", title: "Chuyên viên môi trường",
            standing: .officer, roles: [.environmentOfficer]),
        // Two bodies, one beside the other.
        SamplePlace(name: "Bùi Mẫu Khoa", body: "25480-VP", title: "Chánh Văn phòng", standing: .head),
        SamplePlace(
            name: "Bùi Mẫu Khoa", body: "25480-PVHCC", title: "Phó Giám đốc Trung tâm", standing: .deputy,
            kind: .concurrent),
        SamplePlace(
            name: "Kiều Mẫu Oanh", login: "mot.cua.bm", body: "25480-PVHCC", title: "Cán bộ tiếp nhận và trả kết quả",
            standing: .officer, roles: [.receptionOfficer]),
        SamplePlace(
            name: "La Mẫu Phương", login: "tu.phap.bm", body: "25480-VP", title: "Công chức tư pháp – hộ tịch",
            standing: .officer, roles: [.caseOfficer, .registryClerk]),
    ]

    private static let hoaThanh = [
        SamplePlace(name: "Vũ Mẫu Trang", body: "25645-UBND", title: "Chủ tịch", standing: .head, roles: [.leader]),
        SamplePlace(
            name: "Lý Mẫu Sơn", body: "25645-UBND", title: "Phó Chủ tịch", standing: .deputy, roles: [.leader]),
        SamplePlace(
            name: "Cao Mẫu Thảo", login: "van.phong.ht", body: "25645-VP", title: "Chánh Văn phòng", standing: .head),
        SamplePlace(
            name: "Mai Mẫu Hiền", login: "truc.ban.ht", body: "25645-VP", title: "Chuyên viên trực điều hành",
            standing: .officer, roles: [.operator]),
        SamplePlace(
            name: "Âu Mẫu Quý", login: "mot.cua.ht", body: "25645-PVHCC", title: "Cán bộ tiếp nhận và trả kết quả",
            standing: .officer, roles: [.receptionOfficer]),
        SamplePlace(
            name: "Thái Mẫu Sang", login: "tu.phap.ht", body: "25645-VP", title: "Công chức tư pháp – hộ tịch",
            standing: .officer, roles: [.caseOfficer, .registryClerk]),
    ]

    /// Who hands over which role of which post, and for how long: the receiver
    /// has no power but this.
    static let delegation = (
        from: "Vũ Mẫu Trang", to: "Cao Mẫu Thảo", roles: [Role.leader] as Set, length: Duration.days(30)
    )
}

extension People {
    /// Posts and people of the demonstration in three wards, with the accounts
    /// that are theirs.
    ///
    /// - Returns: How many people are new; none the second time.
    package func seedSamples() async throws -> Int {
        guard try await staff().people.isEmpty else { return 0 }
        let chart = try await organisation.chart()
        let day = organisation.today
        let now = clock.now
        let placed = SamplePlace.all.compactMap { place in
            chart.unit(scheme: "vamco", code: place.body, on: day).map { (place: place, unit: $0.id) }
        }
        return try await kept.changing { mark in
            try await database.write { tx in
                var seeding = SampleSeeding(now: now, tx: tx)
                for (place, unit) in placed { try seeding.add(place, in: unit) }
                try seeding.delegate()
                try tx.announce(StaffStore.channel, mark)
                return seeding.people.count
            }
        }
    }
}

/// One transaction of making sample people.
private struct SampleSeeding {
    let now: Instant
    let tx: any Transaction
    var people: [String: Person.ID] = [:]
    private var appointments: [String: Appointment.ID] = [:]

    init(now: Instant, tx: any Transaction) {
        self.now = now
        self.tx = tx
    }

    mutating func add(_ place: SamplePlace, in unit: OrgUnit.ID) throws {
        let person = try person(place.name)
        let post = Post(
            id: Post.ID(at: now), unit: unit, title: place.title, titleEnglish: "", standing: place.standing,
            roles: place.roles, reach: .parent)
        try StaffStore.insert([post], in: tx)
        try record(.postEstablished, post.id.description, place.title)
        let held = Appointment(
            id: Appointment.ID(at: now), person: person, post: post.id, kind: place.kind,
            from: CivilZone.vietNam.start(of: NationalList.reform), to: nil, act: SamplePlace.act)
        try StaffStore.insert([held], in: tx)
        try record(.appointed, person.description, place.title)
        appointments[place.name] = held.id
        let account = try AccountStore.credentials(loginKey: LoginName.key(ofTyped: place.login), in: tx)?.account
        if let account, try StaffStore.link(account.id, to: person, in: tx) {
            try record(.accountLinked, person.description, account.login)
        }
    }

    func delegate() throws {
        let wanted = SamplePlace.delegation
        guard let from = people[wanted.from], let held = appointments[wanted.from], let to = people[wanted.to] else {
            return
        }
        try StaffStore.insert(
            Delegation(
                id: Delegation.ID(at: now), appointment: held, to: to, roles: wanted.roles, from: now,
                until: now + wanted.length, act: SamplePlace.act),
            in: tx)
        try record(.delegated, from.description, wanted.to)
    }

    private mutating func person(_ name: String) throws -> Person.ID {
        if let known = people[name] { return known }
        let id = Person.ID(at: now)
        try StaffStore.insert([Person(id: id, name: name, leftAt: nil, version: 1)], in: tx)
        try record(.personAdded, id.description, name)
        people[name] = id
        return id
    }

    private func record(_ kind: IdentityAct.Kind, _ subject: String, _ detail: String) throws {
        try ActStore.record(kind, subject, by: .system("identity.sample"), at: now, detail: detail, in: tx)
    }
}
