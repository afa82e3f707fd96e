// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import NIOCore
import SQLStore
import TestSupport
import Testing
import Web

@testable import Dossiers

@Suite("Pages of procedures")
struct ProcedurePageTests {
    private typealias Client = any TestClientProtocol

    private func open(
        at moment: String = "2026-11-23 09:00",
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        try await Backend.sqlite.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            let clock = Clock.fixed(SampleOffice.at(moment))
            let feature = try DossiersFeature(database: database, clock: clock, days: SampleOffice.days)
            let procedures = try ["1.001193", "1.001632", "1.004873", "1.004194"].map(ReadingTests.procedure)
            _ = try await feature.catalogue.takeIn(procedures, source: "Cổng", by: .system("test"))
            let site = try SampleSite.make(
                translations: [DossiersResources.translations],
                sessions: [
                    "administrator": .sample(.administrator), "leader": .sample(.leader),
                    "operator": .sample(.operator),
                ],
                navigation: DossiersFeature.navigation, clock: clock)
            let application = Application(responder: SiteResponder(site: site, tables: [feature.routes]))
            try await application.test(.router) { try await body($0) }
        }
    }

    private func get(
        _ path: String, as role: String? = nil, language: Language = .vi, from client: any TestClientProtocol
    ) async throws -> (status: Int, text: String, headers: HTTPFields) {
        var headers: HTTPFields = [.acceptLanguage: language.rawValue]
        if let role { headers[.cookie] = "session=\(role)" }
        let answer = try await client.execute(uri: path, method: .get, headers: headers)
        return (answer.status.code, String(buffer: answer.body), answer.headers)
    }

    @Test("anybody finds a procedure and reads when it would be due if handed in now")
    func reading() async throws {
        try await open { client in
            let list = try await get("/procedures?q=khai+sinh", from: client)
            #expect(list.text.contains("/procedures/1.001193") && !list.text.contains("/procedures/1.004194"))
            #expect(!list.text.contains("/procedures/conflicts"))
            let page = try await get("/procedures/1.004194", language: .en, from: client)
            #expect(page.status == 200 && page.text.contains("3 working days") && page.text.contains("7,000 đồng"))
            #expect(page.text.contains("2026-11-26T17:00:00+07:00"))
            let unclear = try await get("/procedures/1.001193", from: client)
            #expect(unclear.text.contains("chưa rõ") && unclear.text.contains("Chưa tính được"))
            #expect(try await get("/procedures/9.999999", from: client).status == 404)
            let data = try await get("/procedures/1.004194/record.json", from: client)
            #expect(data.text.contains("\"code\":\"1.004194\""))
            let all = try await get("/procedures.json?limit=2", from: client)
            #expect(all.text.contains("\"next\":\"/procedures.json?limit=2&after="))
        }
    }

    @Test("where next year's holidays are missing the page says so instead of a day")
    func missingYear() async throws {
        try await open(at: "2026-12-30 09:00") { client in
            let page = try await get("/procedures/1.004194", from: client)
            #expect(page.text.contains("Chưa có lịch ngày nghỉ năm 2027") && !page.text.contains("2027-01"))
        }
    }

    @Test("unclear points are for those who answer for them, and settled by administrators alone")
    func settling() async throws {
        try await open { client in
            let here = "/procedures/conflicts"
            #expect(try await get(here, from: client).status == 303)
            #expect(try await get(here, as: "operator", from: client).status == 403)
            let list = try await get(here, as: "leader", from: client)
            let id = try #require(list.text.firstMatch(of: /conflicts\/(1\.001193-[^"]+)"/)).1
            let shown = try await get("\(here)/\(id)", as: "leader", from: client)
            #expect(shown.status == 200 && !shown.text.contains("name=\"reason\""))

            let form = try await get("\(here)/\(id)", as: "administrator", from: client)
            let cookie = form.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
            let token = try #require(form.text.firstMatch(of: /name="form-token" value="([^"]*)"/)).1
            func send(_ fields: String) async throws -> HTTPResponse.Status {
                try await client.execute(
                    uri: "\(here)/\(id)/settlement", method: .post,
                    headers: [
                        .cookie: "session=administrator; \(cookie)",
                        .contentType: "application/x-www-form-urlencoded",
                    ], body: ByteBuffer(string: "form-token=\(token.replacing("+", with: "%2B"))&\(fields)")
                ).status
            }
            #expect(try await send("count=0&unit=working_day&reason=Theo+luat") == .unprocessableContent)
            #expect(try await send("count=1&unit=&reason=Theo+luat") == .unprocessableContent)
            #expect(try await send("unit=same_day&reason=x") == .unprocessableContent)
            #expect(try await send("unit=same_day&reason=%3Cb%3ELu%E1%BA%ADt+H%E1%BB%99+t%E1%BB%8Bch") == .seeOther)
            #expect(try await send("unit=same_day&reason=Theo+luat") == .seeOther)
            let page = try await get("/procedures/1.001193", from: client)
            #expect(page.text.contains("Trong ngày") && page.text.contains("&lt;b&gt;Luật Hộ tịch"))
            #expect(page.text.contains("2026-11-23T17:00:00+07:00"))
        }
    }

    @Test("the first version has nothing to be compared with, and an unknown one is none")
    func changes() async throws {
        try await open { client in
            let here = "/procedures/1.004194/versions"
            let first = try await get("\(here)/1/changes", from: client)
            #expect(first.status == 200 && first.text.contains("phiên bản đầu tiên"))
            for number in ["0", "2", "-1", "x", "99999999999999999999"] {
                let none = try await get("\(here)/\(number)/changes", from: client)
                #expect(none.status == 404, "\(number)")
            }
        }
    }
}
