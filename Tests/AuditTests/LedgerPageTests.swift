// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import Ledger
import NIOCore
import SQLStore
import TestSupport
import Testing
import Web

@testable import Audit

@Suite("The ledger's pages")
struct LedgerPageTests {
    @Test("are for administrators and leaders; checkpoints, proofs and the check of receipts are for everybody")
    func policies() async throws {
        try await LogSite.open { site in
            for path in [
                "/ledger", "/ledger/entries.csv", "/ledger/entries/1", "/ledger/entries/1/receipt.json",
                "/ledger/entries/1/receipt.pdf",
            ] {
                let own = try await site.get(path, as: "administrator")
                #expect(own.status == .ok, "\(path)")
                #expect(try await site.get(path, as: "operator").status == .forbidden, "\(path)")
                #expect(try await site.get(path, as: nil).status != .ok, "\(path)")
            }
            let open = [
                "/ledger/checkpoints", "/verify", "/api/ledger/checkpoint", "/api/ledger/keys",
                "/api/ledger/proofs/inclusion?number=3", "/api/ledger/proofs/consistency?from=3",
            ]
            for path in open { #expect(try await site.get(path, as: nil).status == .ok, "\(path)") }
        }
    }

    @Test(
        "list the latest first, page by key, and follow an actor, an act, an object, a day",
        arguments: Backend.available)
    func list(backend: Backend) async throws {
        try await LogSite.open(on: backend) { site in
            func numbers(_ path: String) async throws -> [Int] {
                var all: [Int] = []
                var next: String? = path
                while let address = next {
                    let page = try await site.get(address).json
                    all += (page["items"] as? [[String: Any]] ?? []).compactMap { $0["number"] as? Int }
                    next = page["next"] as? String
                }
                return all
            }
            let everything = Array((1...120).reversed())
            #expect(try await numbers("/ledger/entries.json?limit=50") == everything)
            #expect(
                try await numbers("/ledger/entries.json?limit=7&actor=person:p1") == everything.filter { $0 % 4 == 1 })
            #expect(
                try await numbers("/ledger/entries.json?act=environment.station-changed")
                    == everything.filter { $0 % 2 == 0 })
            #expect(
                try await numbers("/ledger/entries.json?kind=environment.station&object=TNI001")
                    == everything.filter { $0 % 2 == 0 && $0 % 3 == 1 })
            let day = CivilZone.vietNam.day(of: LogSite.now + .days(2)).iso8601
            #expect(try await numbers("/ledger/entries.json?from=\(day)&to=\(day)").count == 24)
            #expect(try await numbers("/ledger/entries.json?from=nonsense&after=nonsense").count == 120)

            let page = try await site.get("/ledger").text
            #expect(
                page.contains("Nguyễn Thị Hoà") && page.contains("Đã tiếp nhận")
                    && page.contains("<code>identity.account-created</code>"))
            #expect(page.contains("rel=\"next\""))
            #expect(try await site.get("/ledger", language: .en).text.contains("Accepted"))
        }
    }

    @Test("say that signing is late by the machine's clock, whatever time the city replays", arguments: [false, true])
    func late(isLate: Bool) async throws {
        // The city's own time is years before, or years after, what the checkpoints were signed at.
        for city in [LogSite.now - .days(3_000), LogSite.now + .days(3_000)] {
            try await LogSite.open(replayedAt: city, checkedAfter: isLate ? .hours(3) : .minutes(90)) { site in
                let page = try await site.get("/ledger/checkpoints").text
                #expect(page.contains("Sổ chưa được ký từ") == isLate)
            }
        }
    }

    @Test("read no table from end to end", arguments: Backend.available)
    func plans(backend: Backend) async throws {
        try await LogSite.open(on: backend) { site in
            site.recording.forget()
            let paths = [
                "/ledger", "/ledger?actor=person:p1", "/ledger?act=environment.station-changed",
                "/ledger?kind=environment.station&object=TNI001", "/ledger?from=2026-01-01&to=2026-12-31",
                "/ledger/entries/77", "/ledger/entries/77/receipt.json", "/ledger/checkpoints",
                "/api/ledger/proofs/inclusion?number=3", "/api/ledger/proofs/consistency?from=3",
            ]
            for path in paths { #expect(try await site.get(path).status == .ok, "\(path)") }
            for statement in site.recording.recorded {
                let scanned = try await site.recording.scannedTables(of: statement)
                // One row, and one for each key there ever was.
                #expect(Set(scanned).isSubset(of: ["ledger_key", "ledger_log"]), "\(statement)")
            }
        }
    }

    @Test("show an entry with its fields escaped and its personal values only as commitments")
    func entry() async throws {
        try await LogSite.open { site in
            let station = try await site.get("/ledger/entries/8").text
            #expect(station.contains("Trạm &lt;b&gt;8&lt;/b&gt;") && !station.contains("<b>8</b>"))
            #expect(station.contains("data-behaviour=\"ledger-proof\""))
            let account = try await site.get("/ledger/entries/7").text
            #expect(account.contains("network-address") && !account.contains("10.0.0.7"))
            #expect(account.contains("Còn lưu"))
            _ = try await site.database.write { tx in
                let entry = try #require(try EntryStore.entry(7, in: tx))
                return try OpeningStore.erase(of: entry.record[.id], in: tx)
            }
            #expect(try await site.get("/ledger/entries/7").text.contains("Đã xóa"))
            for number in ["0", "121", "-1", "x", "99999999999999999999"] {
                #expect(try await site.get("/ledger/entries/\(number)").status == .notFound, "\(number)")
            }
        }
    }

    @Test("export every entry as CSV with its hash")
    func export() async throws {
        try await LogSite.open { site in
            let lines = try await site.get("/ledger/entries.csv").text.split(separator: "\r\n")
            #expect(lines.count == 121)
            #expect(lines.first?.hasPrefix("number,at,legal_effect,id,actor") == true)
            let one = try await site.get("/ledger/entries.csv?act=identity.account-created").text
            #expect(one.split(separator: "\r\n").count == 61)
        }
    }

    @Test("serve proofs that hold, up to what is signed and no further", arguments: Backend.available)
    func proofs(backend: Backend) async throws {
        try await LogSite.open(on: backend) { site in
            func hash(_ value: Any?) throws -> LogHash {
                try #require((value as? String).flatMap { [UInt8](hex: $0) }.flatMap { LogHash(bytes: $0) })
            }
            let root = "/api/ledger/proofs"
            for (number, size) in [(1, 120), (70, 70), (71, 120), (120, 120), (5, 9)] {
                let answer = try await site.get("\(root)/inclusion?number=\(number)&size=\(size)", as: nil).json
                let path = try #require(answer["path"] as? [String]).map { try hash($0) }
                let proof = InclusionProof(place: number - 1, size: size, path: path)
                #expect(proof.leads(from: try hash(answer["leaf"]), to: try hash(answer["root"])))
            }
            for (from, to) in [(0, 120), (1, 120), (70, 120), (64, 100), (120, 120)] {
                let answer = try await site.get("\(root)/consistency?from=\(from)&to=\(to)", as: nil).json
                let path = try #require(answer["path"] as? [String]).map { try hash($0) }
                let proof = ConsistencyProof(old: from, new: to, path: path)
                #expect(proof.leads(from: try hash(answer["fromRoot"]), to: try hash(answer["toRoot"])))
            }
            let wrong = [
                "inclusion", "inclusion?number=0", "inclusion?number=121", "inclusion?number=5&size=4",
                "inclusion?number=5&size=121", "consistency", "consistency?from=-1", "consistency?from=5&to=4",
                "consistency?from=5&to=121", "consistency?from=x",
            ]
            for path in wrong {
                #expect(try await site.get("\(root)/\(path)", as: nil).status == .badRequest, "\(path)")
            }
        }
    }

    @Test("say that nothing is signed yet where nothing is")
    func unsigned() async throws {
        try await LogSite.open(signing: false) { site in
            let checkpoint = try await site.get("/api/ledger/checkpoint", as: nil)
            #expect(checkpoint.status == .conflict)
            #expect(try await site.get("/ledger/entries/3/receipt.json").status == .conflict)
            #expect(try await site.get("/ledger/entries/3").text.contains("Mục này chưa có điểm kiểm tra"))
            #expect(try await site.get("/ledger/checkpoints", as: nil).text.contains("Sổ chưa được ký"))
        }
    }

    @Test("a witness takes a checkpoint without a form's token, by its signature alone, and shows what it keeps")
    func witness() async throws {
        try await LogSite.open { site in
            let text = Checkpoint(origin: site.other.name, size: 1, root: .leaf([1]), at: nil).text
            let note = SignedNote(text: text, signatures: [try site.other.signature(of: text)]).whole
            func send(_ body: String) async throws -> HTTPResponse.Status {
                try await site.client.execute(uri: "/ledger/witness", method: .post, body: ByteBuffer(string: body))
                    .status
            }
            #expect(try await send("nonsense") == .badRequest)
            #expect(try await send(WitnessRequest(old: 0, path: [], note: note).text) == .ok)
            #expect(try await send(WitnessRequest(old: 0, path: [], note: note).text) == .conflict)
            #expect(try await send(String(repeating: "x", count: 140_000)) == .contentTooLarge)
            let page = try await site.get("/ledger/checkpoints", as: nil).text
            #expect(page.contains("other.example/ledger") && page.contains("Sổ khác được lưu chứng tại đây"))
        }
    }
}
