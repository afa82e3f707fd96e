// SPDX-License-Identifier: Apache-2.0

import Basics
import Identity
import SQLStore
import TestSupport
import Testing

@testable import Server

@Suite("What is looked at in the database before it is used")
struct DatabaseCheckTests {
    @Test("are sample accounts that stand beside real ones, until they are disabled")
    func samples() async throws {
        try await withTemporaryFolder { folder in
            let address = DatabaseAddress.sqlite(path: folder + "/vamco.sqlite")
            let database = try await address.opened(creating: true)
            _ = try await City.migrator.migrate(database, at: .machine)
            let identity = try IdentityFeature(database: database, clock: .machine, keys: KeyRing())
            func said() async -> [String] {
                await DatabaseCheck(address: address, migrator: City.migrator).findings().map(\.message.key)
            }
            #expect(await said() == ["server.check.database", "server.check.account-missing"])
            _ = try await identity.seedSampleAccounts()
            #expect(await said() == ["server.check.database"])
            let admin = try await identity.createAdministrator(
                login: "hanh.nt", name: "Nguyễn Thị Hạnh", password: "một câu rất dễ nhớ")
            #expect(await said() == ["server.check.database", "server.check.samples-beside-real"])
            let shown = await DatabaseCheck(address: address, migrator: City.migrator, showsLetters: true).findings()
            #expect(shown.last?.message.key == "server.check.mail-sample-beside-real" && shown.last?.grade == .wrong)
            try await database.write { tx in
                try tx.execute("UPDATE identity_account SET disabled_at = 1 WHERE id <> \(admin.id)")
            }
            #expect(await said() == ["server.check.database"])
            await database.close()
        }
    }
}
