// SPDX-License-Identifier: Apache-2.0

package import Basics
import Dossiers
import Environment
import Foundation
import Identity
import Ports
import SQLStore

extension City {
    /// Fills an empty database with the sample city.
    ///
    /// - Parameters:
    ///   - procedures: How many procedures of the national catalogue are taken in.
    ///   - dossiers: How many sample dossiers are made of the last two years.
    /// - Returns: What was done, a line each, for the terminal.
    /// - Throws: `IdentityError.notASampleDatabase` where real accounts exist.
    package func seedSampleCity(procedures: Int = .max, dossiers count: Int = 0) async throws -> [String] {
        _ = try await identity.seedSampleAccounts()
        let list = try await identity.organisation.takeInNationalList(provinces: ["80"])
        let wards = try OutlineFile.units(
            in: try Data(contentsOf: ServerResources.sample.appendingPathComponent("wards.geojson")))
        try await identity.organisation.takeIn(wards, by: .system("identity.sample"))
        let bodies = try await identity.organisation.takeInSampleBodies()
        let staff = try await identity.people.seedSamples()
        let citizens = try await identity.seedSampleCitizen()
        let sample = try SampleStations(file: ServerResources.sample.appendingPathComponent("stations.csv"))
        let registered = try await environment.database.write { tx in
            try sample.register(at: .machineNow, in: tx)
        }
        let taken = try await dossiers.takeInNationalRecords(limit: procedures)
        let defined = try await dossiers.definitions.publishShipped(by: .system("dossiers.sample"))
        let offices = try await seedSampleOffices()
        let made = try await dossiers.desk.makeSamples(count)
        return [
            "\(list.units) units of Tây Ninh and Long An before and after 1 July 2025",
            "\(bodies) bodies of the wards", "\(staff) people with their posts, \(citizens) citizen",
            "\(wards.count) wards with their outlines", "\(registered.count) stations",
            "\(taken.new) procedures, \(taken.conflicts) unclear points of them, \(defined) of them modelled",
            "\(offices) offices that take dossiers, \(made) sample dossiers",
        ]
    }

    /// The committees of the sample's wards take dossiers, under codes that say
    /// they are samples: what the merged province uses was found nowhere.
    private func seedSampleOffices() async throws -> Int {
        let today = CivilZone.vietNam.day(of: .machineNow)
        var count = 0
        for (number, ward) in ["25459", "25480", "25645"].enumerated() {
            guard
                let unit = try await identity.unitHistory.unit(scheme: "vamco", code: "\(ward)-UBND", on: today)
            else { continue }
            try await dossiers.desk.setOffice(
                unit, unitCode: ward, agency: "MAU.0\(number + 1)", by: .system("dossiers.sample"))
            count += 1
        }
        return count
    }

    /// Takes in the administrative units of the whole country before and after
    /// 1 July 2025; what is there already stays.
    package func seedCountry() async throws -> [String] {
        let taken = try await identity.organisation.takeInNationalList()
        return ["\(taken.units) units, \(taken.successions) successions"]
    }

    /// Registers stations without a place in the story, for measurements.
    ///
    /// - Throws: `IdentityError.notASampleDatabase` where real accounts exist.
    package func seedMeasuringStations(_ count: Int) async throws {
        _ = try await identity.seedSampleAccounts()
        try await environment.database.write { tx in
            for number in 0..<count {
                let digits = String(number)
                let code = "BENCH" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                let place = GeoPoint(
                    latitude: 11.23 + Double(number / 40) * 0.008, longitude: 106.06 + Double(number % 40) * 0.004)
                guard let place, try StationStore.station(code: code, at: .machineNow, in: tx) == nil else { continue }
                try StationStore.create(
                    code: code,
                    Station.Description(
                        name: code, nameEnglish: code, medium: .air, place: place, unitCode: "", owner: "",
                        period: .minutes(1), source: "measuring"),
                    validFrom: Instant(seconds: 0), by: .system("server.measuring"), at: .machineNow, in: tx)
            }
        }
    }
}

extension City {
    /// Registers a station for records that are played again, if there is none of this code.
    package func registerReplayed(_ code: String, from first: Instant, file: String) async throws {
        let source = "Phát lại: \(URL(fileURLWithPath: file).lastPathComponent)"
        try await environment.database.write { tx in
            guard let middle = GeoPoint(latitude: 11.31, longitude: 106.10) else { return }
            try SampleStations.registerReplayed(
                code: code, source: source, place: middle, from: first - .hours(1), at: .machineNow, in: tx)
        }
    }
}
