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
            let feature = try DossiersFeature(
                database: database, clock: clock, days: SampleOffice.days)
            let procedures = try ["1.001193", "1.001632", "1.004873", "1.004194"].map(CatalogueTests.sample)
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

    @Test("the first page begins with what most people come for; the rest is behind it by name and by field")
    func front() async throws {
        try await open { client in
            let page = try await get("/procedures", from: client).text
            let first = try #require(page.firstRange(of: "Nhiều người cần"))
            let all = try #require(page.firstRange(of: "Tất cả thủ tục theo tên"))
            let birth = try #require(page.firstRange(of: "/procedures/1.001193\""))
            #expect(first.lowerBound < birth.lowerBound && birth.lowerBound < all.lowerBound)
            #expect(page.contains("<option value=\"Hộ tịch\">Hộ tịch</option>"))

            let field = try await get("/procedures?field=H%E1%BB%99+t%E1%BB%8Bch", from: client).text
            #expect(!field.contains("Nhiều người cần") && field.contains("value=\"Hộ tịch\" selected"))
            #expect(field.contains("/procedures/1.001193\"") && !field.contains("/procedures/1.004194\""))
            let unknown = try await get("/procedures?field=Không+có", from: client)
            #expect(unknown.status == 200 && unknown.text.contains("/procedures/1.004194\""))
            let data = try await get("/procedures.json?field=H%E1%BB%99+t%E1%BB%8Bch", from: client).text
            #expect(data.contains("1.004873") && !data.contains("1.004194"))
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

    @Test("how due times are counted is said in words, and words of the record are marked as Vietnamese")
    func counting() async throws {
        try await open { client in
            let page = try await get("/procedures/1.004194", language: .en, from: client)
            #expect(page.text.contains("Counted by days: the day of receipt does not count"))
            #expect(page.text.contains("the time begins anew once the dossier is complete"))
            #expect(page.text.contains("<h1><span lang=\"vi\">Đăng ký tạm trú"))
            let list = try await get("/procedures", language: .en, from: client)
            #expect(list.text.contains("<span lang=\"vi\">Đăng ký tạm trú"))
        }
    }

    private func send(
        _ fields: String, to path: String, from page: String, as role: String = "administrator",
        _ client: any TestClientProtocol
    ) async throws -> (status: Int, text: String) {
        let form = try await get(page, as: role, from: client)
        let cookie = form.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
        let token = form.text.firstMatch(of: /name="form-token" value="([^"]*)"/)?.1 ?? ""
        let answer = try await client.execute(
            uri: path, method: .post,
            headers: [
                .cookie: "session=\(role); \(cookie)", .contentType: "application/x-www-form-urlencoded",
            ], body: ByteBuffer(string: "form-token=\(token.replacing("+", with: "%2B"))&\(fields)"))
        return (answer.status.code, String(buffer: answer.body))
    }

    @Test("an administrator writes down days of a version and everybody reads that it is withdrawn")
    func validity() async throws {
        try await open { client in
            let (page, path) = ("/procedures/1.004194/versions/1", "/procedures/1.004194/versions/1/validity")
            let odd = try await send("valid-from=31%2F02%2F2026&reason=Theo+luat", to: path, from: page, client)
            #expect(odd.status == 422 && odd.text.contains("31/02/2026"))
            let turned = try await send(
                "valid-from=2026-02-01&withdrawn-on=2026-01-01&reason=Theo+luat", to: path, from: page, client)
            #expect(turned.status == 422)
            let kept = try await send(
                "decided-on=2026-01-01&valid-from=2026-02-01&withdrawn-on=2026-11-01&reason=Theo+luat", to: path,
                from: page, client)
            #expect(kept.status == 303)
            let shown = try await get("/procedures/1.004194", from: client)
            #expect(shown.text.contains("đã bãi bỏ") && !shown.text.contains("2026-11-26T17:00:00+07:00"))
            #expect(try await get(page, from: client).status == 200)
            #expect(try await get("/procedures/1.004194/versions/2", from: client).status == 404)
        }
    }

    @Test("a level of service is shown in both vocabularies, and none is called what the table does not admit")
    func levels() async throws {
        try await open { client in
            let (page, path) = ("/procedures/1.004194", "/procedures/1.004194/levels")
            #expect(try await get(page, from: client).text.contains("Chưa công bố mức độ"))
            let odd = try await send(
                "level=partial&old=4&level-from=2026-01-01&level-source=Quyet+dinh+1", to: path, from: page, client)
            #expect(odd.status == 422 && odd.text.contains("bảng đối chiếu"))
            let kept = try await send(
                "level=full&old=4&level-from=2026-01-01&level-source=Quyet+dinh+1", to: path, from: page, client)
            #expect(kept.status == 303)
            let shown = try await get(page, language: .en, from: client)
            #expect(shown.text.contains("<strong>Wholly online</strong> · Level 4"))
            let data = try await get("\(page)/record.json", from: client)
            #expect(
                data.text.contains("\"serviceLevel\":\"full\"") && data.text.contains("\"serviceLevelBefore2022\":4"))
        }
    }

    @Test("a file is looked at, confirmed and read on the pages of its procedures")
    func importing() async throws {
        try await open { client in
            #expect(try await get("/procedures/imports", as: "leader", from: client).status == 403)
            let form = try await get("/procedures/imports", as: "administrator", from: client)
            let cookie = form.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
            let token = try #require(form.text.firstMatch(of: /name="form-token" value="([^"]*)"/)).1
            let parts = [
                ("form-token", String(token)), ("source", "Cổng, 09/06/2026"),
                ("file\"; filename=\"a.csv", "Mã số,Tên,Lĩnh vực\n9.000001,Thủ tục mới,Hộ tịch\n9.1,B,C\n"),
            ]
            let body = parts.map { "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }
                .joined()
            let sent = try await client.execute(
                uri: "/procedures/imports", method: .post,
                headers: [
                    .cookie: "session=administrator; \(cookie)", .contentType: "multipart/form-data; boundary=x",
                ], body: ByteBuffer(string: body + "--x--\r\n"))
            #expect(sent.status == .seeOther)
            let place = try #require(sent.headers[.location])
            let shown = try await get(place, as: "administrator", from: client)
            #expect(shown.text.contains("Thủ tục mới") && shown.text.contains("<strong lang=\"vi\">Mã số</strong>"))
            let refused = try await get("\(place)/refused.csv", as: "administrator", from: client)
            #expect(refused.text.contains("3,Mã số,9.1,B,"))
            #expect(try await get("/procedures/9.000001", from: client).status == 404)
            #expect(try await send("", to: "\(place)/confirmation", from: place, client).status == 303)
            let page = try await get("/procedures/9.000001", from: client)
            #expect(page.status == 200 && page.text.contains("Chỉ có tên thủ tục trong danh mục"))
            #expect(try await send("", to: "\(place)/confirmation", from: place, client).status == 409)
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
