// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import SQLStore
import Testing

@testable import Dossiers

@Suite("Exports of the inbox")
struct ListExportTests {
    @Test("hold a view's dossiers, names shortened and formulas disarmed, and leave an entry each")
    func exported() async throws {
        try await SampleDesk.serve { city, client in
            let first = try await city.received(SampleDesk.request("=HYPERLINK(1) Văn An"))
            let second = try await city.received(SampleDesk.request("Trần Thị Bình"))
            let address = "?view=case-officer&office=\(SampleDesk.tanNinh)"
            let csv = try await client.get("/dossiers/list.csv" + address, as: "linh")
            #expect(csv.status == .ok && csv.headers[.contentType]?.hasPrefix("text/csv") ?? false)
            #expect(csv.headers[.cacheControl] == "no-store")
            let lines = csv.text.split(separator: "\r\n")
            #expect(lines.count == 3 && lines[0].hasSuffix("holder,submitted,received,due,processed"))
            #expect(csv.text.contains(first.code) && csv.text.contains(second.code) && csv.text.contains("T. T. Bình"))
            #expect(!csv.text.contains("Trần Thị") && !csv.text.contains("079099000123"))
            #expect(!csv.text.contains(",="))

            let book = try await client.bytes("/dossiers/list.xlsx" + address, as: "linh")
            let sheet = try #require(try ZipFile(book).member("xl/worksheets/sheet1.xml"))
            let text = String(decoding: sheet, as: UTF8.self)
            #expect(text.contains(first.code) && text.contains("T. T. Bình") && !text.contains("<f>"))
            // The program reads its own workbook as it reads the national portal's.
            let rows = try Spreadsheet(book).rows
            #expect(rows.count == 3 && rows[0].cells[0] == "code")

            let elsewhere = try await client.get("/dossiers/list.csv" + address, as: "oanh")
            #expect(!elsewhere.text.contains(first.code))
            #expect(try await client.get("/dossiers/list.csv", as: "citizen").status == .forbidden)
            let acts = try await city.database.read { tx in
                try tx.value("SELECT count(*) FROM ledger_inbox WHERE act = 'dossiers.list-exported'", as: Int.self)
            }
            #expect(acts == 3)
        }
    }
}

extension TestClientProtocol {
    fileprivate func bytes(_ path: String, as name: String) async throws -> [UInt8] {
        let answer = try await execute(uri: path, method: .get, headers: [.cookie: "session=\(name)"])
        return Array(answer.body.readableBytesView)
    }
}
