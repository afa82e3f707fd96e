// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Identity
import Server
import Web

struct Seed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Fill an empty database with the sample city.")

    @OptionGroup var options: SettingOptions

    @Flag(name: .customLong("sample-city"), help: "Wards with outlines and people, stations, sample accounts.")
    var sampleCity = false

    @Flag(help: "The administrative units of the whole country before and after 1 July 2025.")
    var country = false

    @Flag(name: .customLong("show-sample-accounts"), help: "Print the sample accounts.")
    var showSampleAccounts = false

    @Option(help: "Register so many stations for measuring, BENCH0000 and on; only beside the sample city.")
    var stations: Int?

    @Option(help: "Make so many sample dossiers of the last two years; with the sample city.")
    var dossiers = 0

    func validate() throws {
        if dossiers < 0 || dossiers > 0 && !sampleCity {
            throw ValidationError("--dossiers is a number, 0 or more, and goes with --sample-city.")
        }
        if !sampleCity, !country, !showSampleAccounts, stations == nil {
            throw ValidationError("Say what to seed: --sample-city or --country.")
        }
    }

    func run() async throws {
        if sampleCity || country || stations != nil {
            let settings = try options.resolved()
            try await withCity(settings) { city in
                if sampleCity {
                    for line in try await city.seedSampleCity(dossiers: dossiers) { print(line) }
                    if try await SampleCertificate.make(in: settings.dataFolder) {
                        print(
                            "a sample certificate to sign results with, \(SampleCertificate.fileName) in the data folder"
                        )
                    }
                }
                if country { for line in try await city.seedCountry() { print(line) } }
                if let stations { try await city.seedMeasuringStations(stations) }
            }
        }
        if sampleCity || showSampleAccounts {
            print("Sample accounts (login, role, password):")
            for account in SampleAccount.all {
                print("  \(account.login)  \(account.roleName)  \(account.password)")
            }
            print("by-post: what they may do comes by a post, an acting post or a delegation alone.")
            print("A sample citizen signs in with a code sent to \(SampleCitizen.address).")
            print("The page that asks for a code after the password says the code of a sample account.")
        }
    }
}
