// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("Import of stations")
struct StationImportTests {
    private let table = """
        code;name;medium;latitude;longitude;owner;period_minutes;in_service
        khi001;Trạm Một;air;11,31;106,10;Sở NNMT;5;yes
        KHI002;Trạm Hai;air;11.31;106.10;Sở NNMT;60;
        KHI002;Trạm Hai;air;11.31;106.10;Sở NNMT;60;
        K 3;Trạm Ba;air;11.31;106.10;Sở NNMT;5;
        KHI004;Trạm Bốn;air;106.10;11.31;Sở NNMT;5;
        KHI005;Trạm Năm;air;x;11.31;Sở NNMT;5;
        KHI006;;air;11.31;106.10;Sở NNMT;5;
        KHI007;Trạm Bảy;soil;11.31;106.10;Sở NNMT;5;
        """

    @Test("is compared first, and then written from a date on", arguments: Backend.available)
    func compared(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", name: "Trạm Cũ")
            let now = city.clock.now
            func read() async throws -> StationImport {
                let stations = try await city.database.read { try StationStore.everyStation(at: now, in: $0) }
                return try StationImport(
                    Array(table.utf8), charsets: city.feature.reference.charsets, stations: stations)
            }
            let first = try await read()
            let words = first.rows.map { row in
                switch row.change {
                case .new: "new"
                case .changed: "changed"
                case .same: "same"
                case .refused(let message): String(message.key.dropFirst("environment.error.station-".count))
                }
            }
            #expect(
                words == [
                    "changed", "new", "code-taken", "bad-code", "place-outside", "row-number", "name-missing",
                    "row-medium",
                ])

            let written = try await city.database.write { tx in
                try first.apply(validFrom: now, by: .visitor, at: now, in: tx)
            }
            #expect(written == 2)
            let again = try await read()
            let same = again.rows.count { row in if case .same = row.change { true } else { false } }
            #expect(same == 2)
            let station = try await city.database.read { try StationStore.station(code: "KHI002", at: now, in: $0) }
            #expect(station?.period == .hours(1) && station?.isInService == true)
        }
    }

    @Test("a table without codes is refused as a whole")
    func noCode() throws {
        let charsets = try EnvironmentReference.shipped().charsets
        #expect(throws: StationImportError.noCodeColumn) {
            _ = try StationImport(Array("name,medium\nA,air\n".utf8), charsets: charsets, stations: [])
        }
        #expect(throws: (any Error).self) { _ = try StationImport([], charsets: charsets, stations: []) }
    }
}
