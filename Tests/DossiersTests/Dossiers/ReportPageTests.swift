// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Dossiers

@Suite("Pages of reports")
struct ReportPageTests {
    @Test("show one's own offices for the days asked for, and the same as a file")
    func report() async throws {
        try await SampleDesk.serve { city, client in
            _ = try await city.received()
            let page = try await client.get("/reports/dossiers?from=30/11/2026&to=2026-11-30", as: "linh")
            #expect(page.status == .ok && page.text.contains("Phường Tân Ninh"))
            #expect(!page.text.contains("Phường Bình Minh") && !page.text.contains("dossiers.report"))
            let file = try await client.get("/reports/dossiers.csv?from=2026-11-30&to=2026-11-30", as: "linh")
            let lines = file.text.split(separator: "\r\n").map(String.init)
            #expect(lines.count == 2 && lines[0].hasPrefix("agency,office,received,carried-over,online,direct,post"))
            #expect(lines[1].hasPrefix("MAU.01,Phường Tân Ninh,1,0,0,1,0,0,0"))
            #expect(try await client.get("/reports/dossiers", as: "citizen").status == .forbidden)
        }
    }

    @Test(
        "say what is wrong with a day, on the page and instead of the file: no file of other days is handed out",
        arguments: ["from=31/02/2026", "to=hôm qua", "from=2026-11-30&to=2026-11-29"])
    func wrong(query: String) async throws {
        try await SampleDesk.serve { _, client in
            let asked = query.replacing(" ", with: "%20").replacing("ô", with: "%C3%B4")
            for path in ["/reports/dossiers?", "/reports/dossiers.csv?"] {
                let answer = try await client.get(path + asked, as: "linh")
                #expect(answer.status == .unprocessableContent, "\(path)")
                #expect(answer.text.contains("error-summary"), "\(path)")
            }
        }
    }

    @Test("the board is everybody's, names nobody, and says when samples are counted")
    func board() async throws {
        try await SampleDesk.serve { city, client in
            _ = try await city.received()
            let board = try await client.get("/service-board", as: "nobody")
            #expect(board.status == .ok && board.text.contains("Phường Bình Minh"))
            #expect(!board.text.contains("Nguyễn Văn An") && !board.text.contains("MAU.01-"))
            #expect(!board.text.contains("hồ sơ mẫu"))
            #expect(try await city.desk.makeSamples(20) == 20)
            for path in ["/service-board", "/reports/dossiers"] {
                #expect(try await client.get(path, as: "linh").text.contains("gồm cả hồ sơ mẫu"), "\(path)")
            }
            let sources = try await city.feature.serviceFigures.serviceFigures().map(\.figure.source)
            #expect(Set(sources) == [.described(Message("dossiers.figure.source-sample"))])
        }
    }
}
