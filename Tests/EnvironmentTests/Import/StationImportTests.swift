// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("Lists of stations")
struct StationImportTests {
    private let head = "code,name,medium,latitude,longitude,owner,reporting_period_seconds"
    private let good = "TNI001,Trạm Tân Ninh,air,11.31,106.1,Sở NN&MT,300"

    private func reasons(_ row: StationImport.Row) -> [String]? {
        if case .refused(let messages) = row.outcome { messages.map(\.key) } else { nil }
    }

    private func word(_ row: StationImport.Row) -> String {
        switch row.outcome {
        case .registers: "registers"
        case .changes: "changes"
        case .same: "same"
        case .refused: "refused"
        }
    }

    @Test("a new station is registered, a changed one changed, the same one left; a code twice is refused")
    func outcomes() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("TNI009", period: .minutes(5))
            let known = try await city.database.read { try StationStore.everyStation(at: city.clock.now, in: $0) }
            let said = try #require(known.first).version.description
            func line(_ name: String) -> String {
                """
                TNI009,\(name),\(said.nameEnglish),\(said.medium.rawValue),\(said.place.latitude),\
                \(said.place.longitude),\(said.unitCode),\(said.owner),\(said.source),300,\(said.waterClass ?? ""),\
                \(said.waterBody.rawValue),\
                \(said.isInService),\(said.isReplayed)
                """
            }
            let columns = StationImport.columns.joined(separator: ",")
            #expect(StationImport("\(columns)\n\(line(said.name))\n", known: known).rows.map(word) == ["same"])
            let other = StationImport("\(columns)\n\(line("Tên mới"))\n\(line("Tên mới"))\n", known: known)
            #expect(other.rows.map(word) == ["changes", "refused"])
            #expect(other.rows.last.flatMap(reasons) == ["environment.stations.import-twice"])
            let new = StationImport("\(head)\n\n\(good)\n", known: known)
            #expect(new.failure == nil && new.rows.map(word) == ["registers"] && new.rows.map(\.line) == [3])
        }
    }

    @Test(
        "a row that cannot hold is refused with what is wrong",
        arguments: [
            ("TNI001,A,smoke,11.3,106.1,B,300", "environment.form.medium-missing"),
            ("TNI001,A,air,x,106.1,B,300", "environment.form.latitude-unreadable"),
            ("TNI001,A,air,11.3,,B,300", "environment.form.longitude-unreadable"),
        ])
    func refused(_ row: String, _ reason: String) {
        let found = StationImport("\(head)\n\(row)\n", known: [])
        #expect(found.failure == nil && found.rows.count == 1)
        #expect(found.rows.first.flatMap(reasons)?.contains(reason) == true)
    }

    @Test("a lake's station says so, in its own words; what nobody says is a river")
    func waterBodies() throws {
        func bodies(_ list: String) -> [WaterBody?] {
            StationImport(list, known: []).rows.map { row in
                if case .registers(let said) = row.outcome { said.waterBody } else { nil }
            }
        }
        let rows = [
            "HO001,A,water,11.3,106.1,B,300,Standing", "SON001,A,water,11.3,106.1,B,300,",
            "KHI001,A,air,11.3,106.1,B,300,standing",
        ]
        #expect(bodies("\(head),water_body\n\(rows.joined(separator: "\n"))\n") == [.standing, .flowing, .flowing])
        let pond = StationImport("\(head),water_body\nAO001,A,water,11.3,106.1,B,300,pond\n", known: [])
        #expect(pond.rows.first.flatMap(reasons) == ["environment.stations.import-water-body"])
    }

    @Test(
        "a list that is none, lacks columns or has more stations than can be taken says so: nothing is left out unsaid")
    func whole() {
        #expect(StationImport("", known: []).failure?.key == "environment.stations.import-empty")
        #expect(StationImport("code,name\nA,B\n", known: []).failure?.key == "environment.stations.import-columns")
        let rows = (0...StationImport.rowLimit).map { "T\($0),A,air,11.3,106.1,B,300" }.joined(separator: "\n")
        let long = StationImport("\(head)\n\(rows)\n", known: [])
        #expect(long.failure?.key == "environment.stations.import-too-many")
        #expect(long.rows.count == StationImport.rowLimit)
    }
}
