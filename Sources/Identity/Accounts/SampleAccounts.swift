// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
package import Web

/// The accounts of the demonstration: one for each role, and some whose power
/// comes by their person's post or a delegation alone. Their passwords are no
/// secrets and say so.
package struct SampleAccount: Hashable, Sendable {
    package let login: String
    package let name: String
    /// `nil` where the account itself has none: `SamplePlace` says what its person is.
    package let role: Role?
    package let password: String

    /// The key of its second factor, as little a secret as the password: the
    /// page that asks for a code says it.
    var secret: [UInt8] { [UInt8](("mau-" + login + "-chi-la-mau").utf8.prefix(20)) }

    package static let all = [
        SampleAccount(
            login: "truc.ban", name: "Nguyễn Thị Hạnh", role: .operator, password: "chi-la-mau-truc-ban-1"),
        SampleAccount(
            login: "moi.truong", name: "Trần Văn Phúc", role: .environmentOfficer,
            password: "chi-la-mau-moi-truong-2"),
        SampleAccount(
            login: "lanh.dao", name: "Lê Thị Minh Châu", role: .leader, password: "chi-la-mau-lanh-dao-3"),
        SampleAccount(
            login: "to.chuc", name: "Đặng Thu Hà", role: .organisationOfficer, password: "chi-la-mau-to-chuc-5"),
        SampleAccount(
            login: "quan.tri", name: "Võ Quốc Bảo", role: .administrator, password: "chi-la-mau-quan-tri-4"),
        SampleAccount(
            login: "phu.trach.bm", name: "Ngô Mẫu Dương", role: nil, password: "chi-la-mau-phu-trach-6"),
        SampleAccount(
            login: "moi.truong.bm", name: "Hồ Mẫu Lan", role: nil, password: "chi-la-mau-moi-truong-7"),
        SampleAccount(
            login: "van.phong.ht", name: "Cao Mẫu Thảo", role: nil, password: "chi-la-mau-van-phong-8"),
        SampleAccount(
            login: "truc.ban.ht", name: "Mai Mẫu Hiền", role: nil, password: "chi-la-mau-truc-ban-9"),
        SampleAccount(login: "mot.cua", name: "Đỗ Mẫu Linh", role: nil, password: "chi-la-mau-mot-cua-10"),
        SampleAccount(login: "tu.phap", name: "Phan Mẫu Tuấn", role: nil, password: "chi-la-mau-tu-phap-11"),
        SampleAccount(login: "kinh.te", name: "Tạ Mẫu Yến", role: nil, password: "chi-la-mau-kinh-te-12"),
        SampleAccount(login: "van.thu", name: "Quách Mẫu Nga", role: nil, password: "chi-la-mau-van-thu-13"),
        SampleAccount(login: "mot.cua.bm", name: "Kiều Mẫu Oanh", role: nil, password: "chi-la-mau-mot-cua-14"),
        SampleAccount(login: "tu.phap.bm", name: "La Mẫu Phương", role: nil, password: "chi-la-mau-tu-phap-15"),
        SampleAccount(login: "mot.cua.ht", name: "Âu Mẫu Quý", role: nil, password: "chi-la-mau-mot-cua-16"),
        SampleAccount(login: "tu.phap.ht", name: "Thái Mẫu Sang", role: nil, password: "chi-la-mau-tu-phap-17"),
    ]

    /// The role, or that there is none but by a post.
    package var roleName: String { role?.rawValue ?? "by-post" }
}

extension Accounts {
    /// Makes the sample accounts that are not there yet.
    ///
    /// - Returns: All of them, for the caller to print.
    /// - Throws: `IdentityError.notASampleDatabase` when somebody's real
    ///   account exists: known passwords must never open a city's own data.
    package func seedSamples(keys: KeyRing) async throws -> [SampleAccount] {
        let missing = try await database.read { tx in
            if try AccountStore.hasAnyReal(in: tx) { throw IdentityError.notASampleDatabase }
            return try SampleAccount.all.filter { sample in
                try AccountStore.credentials(loginKey: LoginName.key(ofTyped: sample.login), in: tx) == nil
            }
        }
        for sample in missing {
            do {
                let account = try await insert(
                    login: sample.login, name: sample.name, roles: sample.role.map { [$0] } ?? [],
                    password: try checked(sample.password, login: sample.login, name: sample.name),
                    isPasswordDue: false, isSample: true, by: .system("identity.sample"),
                    from: .here)
                let sealed = try keys.sealed(
                    sample.secret, for: SecondFactors.purpose, at: account.id.description)
                try await database.write { tx in
                    try SecondFactorStore.set(sealed, of: account.id, step: 0, at: account.createdAt, in: tx)
                }
            } catch IdentityError.loginTaken {
                continue
            }
        }
        return SampleAccount.all
    }
}
