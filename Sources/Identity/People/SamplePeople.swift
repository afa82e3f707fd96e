// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

extension People {
    /// Posts and people of the demonstration: the sample accounts' people in
    /// the bodies of the ward Tân Ninh.
    ///
    /// - Returns: How many people are new; none the second time.
    package func seedSamples() async throws -> Int {
        guard try await staff().people.isEmpty else { return 0 }
        let chart = try await organisation.chart()
        let day = organisation.today
        let offices: [(login: String, name: String, code: String, title: String, Post.Standing, Set<Role>)] = [
            ("lanh.dao", "Lê Thị Minh Châu", "25459-UBND", "Chủ tịch", .head, [.leader]),
            ("", "Phạm Quốc Dũng", "25459-UBND", "Phó Chủ tịch", .deputy, [.leader]),
            ("truc.ban", "Nguyễn Thị Hạnh", "25459-VP", "Chuyên viên trực điều hành", .officer, [.operator]),
            ("moi.truong", "Trần Văn Phúc", "25459-KT", "Chuyên viên môi trường", .officer, [.environmentOfficer]),
            ("to.chuc", "Đặng Thu Hà", "25459-VP", "Chuyên viên tổ chức", .officer, [.organisationOfficer]),
            ("quan.tri", "Võ Quốc Bảo", "25459-VP", "Chuyên viên công nghệ thông tin", .officer, []),
            ("", "Huỳnh Thị Mai", "25459-PVHCC", "Giám đốc Trung tâm", .head, []),
        ]
        let start = CivilZone.vietNam.start(of: NationalList.reform)
        let now = clock.now
        let placed = offices.compactMap { office in
            chart.unit(scheme: "vamco", code: office.code, on: day).map { (office, $0.id) }
        }
        try await kept.changing { mark in
            try await database.write { tx in
                for (office, unit) in placed {
                    let (person, post) = (Person.ID(at: now), Post.ID(at: now))
                    try StaffStore.insert([Person(id: person, name: office.name, leftAt: nil, version: 1)], in: tx)
                    try StaffStore.insert(
                        [
                            Post(
                                id: post, unit: unit, title: office.title, titleEnglish: "", standing: office.4,
                                roles: office.5, reach: .parent)
                        ], in: tx)
                    try StaffStore.insert(
                        [
                            Appointment(
                                id: Appointment.ID(at: now), person: person, post: post, kind: .permanent,
                                from: start, to: nil, act: "")
                        ], in: tx)
                    func record(_ kind: IdentityAct.Kind, _ subject: String, _ detail: String) throws {
                        try ActStore.record(
                            kind, subject, by: .system("identity.sample"), at: now, detail: detail, in: tx)
                    }
                    try record(.personAdded, person.description, office.name)
                    try record(.postEstablished, post.description, office.title)
                    try record(.appointed, person.description, office.title)
                    let account = try AccountStore.credentials(loginKey: LoginName.key(ofTyped: office.login), in: tx)?
                        .account
                    if let account, try StaffStore.link(account.id, to: person, in: tx) {
                        try record(.accountLinked, person.description, account.login)
                    }
                }
                try tx.announce(StaffStore.channel, mark)
            }
        }
        return placed.count
    }
}
