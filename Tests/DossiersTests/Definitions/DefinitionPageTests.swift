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

@Suite("Pages of definitions")
struct DefinitionPageTests {
    private typealias Answer = (status: Int, text: String, headers: HTTPFields)

    private func open(_ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        try await Backend.sqlite.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            let clock = Clock.fixed(SampleOffice.at("2026-11-23 09:00"))
            let feature = try DossiersFeature(
                database: database, clock: clock, days: SampleOffice.days)
            let procedures = try ["1.001193", "2.000815", "1.004194", "1.001632"].map(ReadingTests.procedure)
            _ = try await feature.catalogue.takeIn(
                procedures.map { CatalogueRecord($0) }, source: "Cổng", by: .system("test"))
            _ = try await feature.definitions.publishShipped(by: .system("test"))
            let site = try SampleSite.make(
                translations: [DossiersResources.translations],
                sessions: ["administrator": .sample(.administrator), "leader": .sample(.leader)],
                navigation: DossiersFeature.navigation, clock: clock)
            let application = Application(responder: SiteResponder(site: site, tables: [feature.routes]))
            try await application.test(.router) { try await body($0) }
        }
    }

    private func get(
        _ path: String, as role: String? = nil, language: Language = .vi, from client: any TestClientProtocol
    ) async throws -> Answer {
        var headers: HTTPFields = [.acceptLanguage: language.rawValue]
        if let role { headers[.cookie] = "session=\(role)" }
        let answer = try await client.execute(uri: path, method: .get, headers: headers)
        return (answer.status.code, String(buffer: answer.body), answer.headers)
    }

    private func send(
        _ fields: [String: String], to path: String, from client: any TestClientProtocol
    ) async throws -> Answer {
        let form = try await get(path, as: "administrator", from: client)
        let cookie = form.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
        let token = try #require(form.text.firstMatch(of: /name="form-token" value="([^"]*)"/)).1
        let all = fields.merging(["form-token": String(token)]) { first, _ in first }
        let body = all.map { name, value in
            let kept = value.utf8.map { byte in
                (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 122)
                    ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            return name + "=" + kept.joined()
        }.joined(separator: "&")
        let answer = try await client.execute(
            uri: path, method: .post,
            headers: [
                .cookie: "session=administrator; \(cookie)", .contentType: "application/x-www-form-urlencoded",
                .acceptLanguage: "vi",
            ], body: ByteBuffer(string: body))
        return (answer.status.code, String(buffer: answer.body), answer.headers)
    }

    @Test("everybody reads how a procedure is carried out, in both languages")
    func reading() async throws {
        try await open { client in
            let list = try await get("/procedures/definitions", from: client)
            #expect(list.status == 200 && list.text.contains("/procedures/1.001193/definition"))
            let page = try await get("/procedures/2.000815/definition", language: .en, from: client)
            #expect(page.text.contains("2,000 đồng a page; from page 3 1,000 đồng; at most 200,000 đồng a copy"))
            #expect(page.text.contains("Comparison and attestation") && page.text.contains("Registry clerk"))
            #expect(!page.text.contains("/definition/draft"))
            let editor = try await get("/procedures/2.000815/definition", as: "administrator", from: client)
            #expect(editor.text.contains("/definition/draft"))
            #expect(try await get("/procedures/9.999999/definition", from: client).status == 404)
            #expect(try await get("/procedures/2.000815/definition?version=2", from: client).status == 404)
        }
    }

    @Test("a dry run counts with the office's hours, and asks again what is no time")
    func trial() async throws {
        try await open { client in
            let here = "/procedures/1.001193/definition"
            let early = try await get("\(here)?day=2026-11-23&time=14:00", from: client)
            #expect(early.text.contains("2026-11-23T17:00:00+07:00"))
            let late = try await get("\(here)?day=2026-11-23&time=15:00", from: client)
            #expect(late.text.contains("2026-11-24T17:00:00+07:00"))
            let unknown = try await get("\(here)?day=2027-01-04&time=08:00", from: client)
            #expect(unknown.status == 200 && unknown.text.contains("Chưa có lịch ngày nghỉ năm 2027"))
            for odd in ["day=x", "time=99:99", "channel=fax", "case=none", "day=99999-01-01", "version=-1x"] {
                #expect(try await get("\(here)?\(odd)", from: client).status == 200)
            }
        }
    }

    @Test("a procedure without a definition shows the general steps and says so")
    func generic() async throws {
        try await open { client in
            let page = try await get("/procedures/1.001632/definition", from: client)
            #expect(page.status == 200 && page.text.contains("chưa có quy trình riêng"))
            #expect(try await get("/procedures/1.001632/form.schema.json", from: client).status == 200)
            #expect(try await get("/procedures/1.001632/process.bpmn", from: client).status == 200)
            #expect(try await get("/procedures/1.001632/definition.yaml", from: client).status == 404)
        }
    }

    @Test("the text is answered as it was published")
    func text() async throws {
        try await open { client in
            let answer = try await get("/procedures/1.004194/definition.yaml", from: client)
            #expect(answer.text == (try DefinitionLibrary.shipped().texts["1.004194"]))
            #expect(answer.headers[.contentType] == "application/yaml; charset=utf-8")
        }
    }

    @Test("an administrator previews, mends line by line and publishes; nobody else may")
    func editing() async throws {
        try await open { client in
            let here = "/procedures/1.004194/definition/draft"
            #expect(try await get(here, from: client).status == 303)
            #expect(try await get(here, as: "leader", from: client).status == 403)
            let text = try #require(try DefinitionLibrary.shipped().texts["1.004194"])
            let shown = try await get(here, as: "administrator", from: client)
            #expect(shown.text.contains("amount: 7000"))

            let broken = try await send(
                ["act": "preview", "text": text.replacing("amount: 7000", with: "amount: bảy")], to: here, from: client)
            #expect(
                broken.status == 422 && broken.text.contains("fees[0].amount") && broken.text.contains("amount: bảy"))
            let faulty = try await send(
                ["act": "publish", "text": text.replacing("role: leader", with: "role: case-officer")], to: here,
                from: client)
            #expect(faulty.status == 422 && faulty.text.contains("steps.approve"))

            let changed = text.replacing("amount: 7000", with: "amount: 6000")
            let preview = try await send(
                ["act": "preview", "text": changed, "day": "2026-11-23", "time": "09:00"], to: here, from: client)
            #expect(preview.status == 200 && preview.text.contains("6.000 đồng"))
            #expect(preview.text.contains("2026-11-26T17:00:00+07:00"))
            let unasked = try await send(["act": "publish", "text": changed], to: here, from: client)
            #expect(unasked.status == 422 && unasked.text.contains("nhận trách nhiệm"))
            let done = try await send(["act": "publish", "text": changed, "waiting": "yes"], to: here, from: client)
            #expect(done.status == 303 && done.headers[.location] == "/procedures/1.004194/definition?version=2")
            let page = try await get("/procedures/1.004194/definition", from: client)
            #expect(page.text.contains("6.000 đồng") && page.text.contains("version=1"))
            let old = try await get("/procedures/1.004194/definition?version=1", from: client)
            #expect(old.text.contains("7.000 đồng"))
            let again = try await send(["act": "publish", "text": changed, "waiting": "yes"], to: here, from: client)
            #expect(again.status == 422)
        }
    }

    @Test("markup in a definition stays text")
    func markup() async throws {
        try await open { client in
            let text = try #require(try DefinitionLibrary.shipped().texts["1.004194"])
            let changed = text.replacing("vi: Trả thông báo kết quả", with: "vi: \"<script>alert(1)</script>\"")
            let preview = try await send(
                ["act": "preview", "text": changed], to: "/procedures/1.004194/definition/draft", from: client)
            #expect(preview.status == 200 && !preview.text.contains("<script>alert"))
        }
    }
}
