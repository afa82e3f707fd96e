// SPDX-License-Identifier: Apache-2.0

import Basics
import Identity
import SQLStore

/// Whether the database answers and fits the program.
struct DatabaseCheck {
    let address: DatabaseAddress
    let migrator: Migrator
    /// Whether letters are shown to whoever asks for one: a way in for anybody
    /// in anybody's name.
    var showsLetters = false

    func findings() async -> [Finding] {
        let name: [String: Message.Argument] = ["database": .text(address.description)]
        let database: any Database
        do {
            database = try await address.opened(creating: false)
        } catch {
            return [
                Finding(
                    .wrong,
                    Message("server.check.database-unreachable", name.merging(["error": .text("\(error)")]) { $1 }),
                    remedy: Message("server.check.database-unreachable.remedy", name))
            ]
        }
        var findings = [await schemaFinding(of: database, name)]
        if findings[0].grade == .good, (try? await Accounts.exist(in: database)) == false {
            findings.append(
                Finding(
                    .wrong, Message("server.check.account-missing"),
                    remedy: Message("server.check.account-missing.remedy")))
        }
        if findings[0].grade == .good, (try? await Accounts.samplesStandBesideReal(in: database)) == true {
            findings.append(
                Finding(
                    .remark, Message("server.check.samples-beside-real"),
                    remedy: Message("server.check.samples-beside-real.remedy")))
        }
        if findings[0].grade == .good, showsLetters, (try? await Accounts.realExist(in: database)) == true {
            findings.append(
                Finding(
                    .wrong, Message("server.check.mail-sample-beside-real"),
                    remedy: Message("server.check.mail-sample-beside-real.remedy")))
        }
        await database.close()
        return findings
    }

    private func schemaFinding(of database: any Database, _ name: [String: Message.Argument]) async -> Finding {
        do {
            try await migrator.check(database)
            return Finding(.good, Message("server.check.database", name))
        } catch StoreError.schema(.pending(let feature, let number)) {
            return Finding(
                .wrong, Message("server.check.schema-pending", Self.place(feature, number)),
                remedy: Message("server.check.schema-pending.remedy"))
        } catch StoreError.schema(.newer(let feature, let number)) {
            return Finding(
                .wrong, Message("server.check.schema-newer", Self.place(feature, number)),
                remedy: Message("server.check.schema-newer.remedy"))
        } catch StoreError.schema(.changed(let feature, let number)) {
            return Finding(
                .wrong, Message("server.check.schema-changed", Self.place(feature, number)),
                remedy: Message("server.check.schema-changed.remedy"))
        } catch {
            return Finding(
                .wrong, Message("server.check.database-unreachable", name.merging(["error": .text("\(error)")]) { $1 }),
                remedy: Message("server.check.database-unreachable.remedy", name))
        }
    }

    private static func place(_ feature: String, _ number: Int) -> [String: Message.Argument] {
        ["migration": .text("\(feature)/\(number)")]
    }
}
