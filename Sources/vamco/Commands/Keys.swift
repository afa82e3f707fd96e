// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Dossiers
import Identity
import Server

struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look after the keys that people's data is sealed with.", subcommands: [KeyRotation.self])
}

struct KeyRotation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Add a key and seal everything anew with it.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        try await withCity(try options.resolved()) { city in
            let done = try await city.identity.rotateKeys()
            let files = try await city.dossiers.files.reseal() + city.dossiers.results.reseal()
            print("Key \(done.key) seals from now on; \(done.records + files) records were sealed anew.")
            print(
                "A program that runs with this key file takes the key up by itself; give other machines the new file now."
            )
            print("Keep the old keys as long as backups need them.")
        }
    }
}
