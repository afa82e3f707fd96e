// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Basics
import SQLStore
import Server

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database's schema up to date.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        let settings = try options.resolved()
        let applied = try await withDatabase(settings.database) { database in
            try await City.migrator.migrate(database, at: .machine)
        }
        for step in applied { print("applied \(step)") }
        print(applied.isEmpty ? "The database is up to date." : "The database is up to date now.")
    }
}
