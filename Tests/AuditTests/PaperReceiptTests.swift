// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import HummingbirdTesting
import Ports
import SQLStore
import TestSupport
import Testing
import Web

@testable import Audit

@Suite("Receipts on paper")
struct PaperReceiptTests {
    /// The address that the code of entry `number` leads to.
    private func address(_ site: LogSite, _ number: Int = 42) async throws -> String {
        let answer = try await site.get("/ledger/entries/\(number)/receipt.pdf")
        #expect(answer.status == .ok)
        let document = try #require(site.printing.documents.last)
        return String(try #require(document.html.firstMatch(of: /\/verify\/\d+\/[0-9a-f]{32}\b/)).0)
    }

    @Test("carry the file that is checked, and a code whose address says that they hold", arguments: Backend.available)
    func paper(backend: Backend) async throws {
        try await LogSite.open(on: backend) { site in
            let answer = try await site.get("/ledger/entries/42/receipt.pdf")
            #expect(answer.status == .ok && answer.headers[.contentType] == "application/pdf")
            #expect(answer.headers[.contentDisposition] == "attachment; filename=\"receipt-42.pdf\"")
            let document = try #require(site.printing.documents.first)
            #expect(document.attachments.map(\.name) == ["receipt-42.json"])
            #expect(
                String(decoding: document.attachments[0].bytes, as: UTF8.self)
                    == (try await site.get("/ledger/entries/42/receipt.json").text))
            #expect(document.html.contains("<svg class=\"qr\"") && !document.html.contains("<script"))

            let address = try await address(site)
            let known = try await site.get(address, as: nil)
            #expect(known.status == .ok && known.text.contains("Biên nhận đúng") && known.text.contains("TNI000"))
            #expect(
                try await site.get(address.uppercased().replacing("/VERIFY", with: "/verify"), as: nil).status == .ok)
            #expect(try await site.get("/ledger/entries/42").text.contains(address), "readers of the ledger find it")
        }
    }

    /// Hashes are everybody's: the proofs consist of them.
    @Test("tell nothing to whoever walks through the ledger by its numbers and its open proofs")
    func walk() async throws {
        try await LogSite.open { site in
            let nothing = try await site.get("/verify/9999/\(String(repeating: "a", count: 64))", as: nil)
            for number in [1, 42, 43, 120] {
                let proof = try await site.get("/api/ledger/proofs/inclusion?number=\(number)", as: nil).json
                let leaf = try #require(proof["leaf"] as? String)
                let hashes = [leaf] + (proof["path"] as? [String] ?? [])
                for hash in hashes {
                    for guess in [hash, String(hash.prefix(32)), String(hash.suffix(32))] {
                        let answer = try await site.get("/verify/\(number)/\(guess)", as: nil)
                        #expect(answer.status == .notFound)
                        #expect(answer.text.contains("Mã này không thuộc về mục nào"))
                        #expect(!answer.text.contains("TNI00") && !answer.text.contains("identity.account"))
                        #expect(!answer.text.contains("tayninh.example") && !answer.text.contains("2026-"))
                    }
                }
            }
            let other = try await site.get(
                try await address(site).replacing("/42/", with: "/43/"), as: nil)
            #expect(other.status == .notFound && nothing.status == .notFound)
            #expect(Self.words(other.text) == Self.words(nothing.text), "an entry that is there and none look alike")
        }
    }

    /// A page without what is another on every page.
    private static func words(_ page: String) -> String {
        let main = page.firstRange(of: "<main").map { String(page[$0.lowerBound...]) } ?? page
        return main.replacing(/value="[A-Za-z0-9_-]{40,}"/, with: "").replacing(/nonce="[^"]*"/, with: "")
            .replacing(/\/verify\/[^"&?]*/, with: "")
    }

    @Test("of another city's secret lead nowhere here")
    func otherCity() async throws {
        try await LogSite.open { site in
            let address = try await address(site)
            for flipped in 0..<32 {
                var signs = Array(address)
                let place = signs.count - 1 - flipped
                signs[place] = signs[place] == "0" ? "1" : "0"
                #expect(try await site.get(String(signs), as: nil).status == .notFound)
            }
        }
    }

    @Test(
        "have no code but their own",
        arguments: [
            "/verify/42/x", "/verify/0/\(String(repeating: "0", count: 32))", "/verify/-1/aa",
            "/verify/9999999999999999999/aa",
            "/verify/42/%00", "/verify/121/\(String(repeating: "a", count: 32))",
        ])
    func noCode(path: String) async throws {
        try await LogSite.open { site in
            let answer = try await site.get(path, as: nil)
            #expect(answer.status == .notFound || answer.status == .badRequest, "\(answer.status)")
        }
    }

    @Test(
        "do not hold once whoever owns the database changed what the entry says",
        arguments: [
            "object_id = 'TNI999'", "act = 'environment.station-closed'", "at = at + 1", "actor = 'person:x'",
            "reason = ''",
        ])
    func tampered(change: String) async throws {
        try await LogSite.open { site in
            let address = try await address(site)
            let receipt = try await site.get("/ledger/entries/42/receipt.json").text
            try await site.database.write { tx in
                for row in try tx.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                    try tx.executeScript("DROP TRIGGER \(try row.get(0, as: String.self))")
                }
                try tx.executeScript("UPDATE ledger_entry SET \(change) WHERE number = 42")
            }

            let answer = try await site.get(address, as: nil, language: .en)
            #expect(answer.text.contains("The receipt was altered") && !answer.text.contains("The receipt holds"))
            #expect(!answer.text.contains("TNI999"))
            #expect(try await site.check(receipt).text.contains("no longer says the same"))
        }
    }

    @Test("do not hold under a signature that no key of the ledger made")
    func foreignSignature() async throws {
        try await LogSite.open { site in
            let address = try await address(site)
            try await site.database.write { tx in
                for row in try tx.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                    try tx.executeScript("DROP TRIGGER \(try row.get(0, as: String.self))")
                }
                try tx.executeScript("UPDATE ledger_checkpoint SET note = replace(note, '— ', '— x')")
            }
            let answer = try await site.get(address, as: nil, language: .en)
            #expect(!answer.text.contains("The receipt holds"))
        }
    }

    @Test("that cannot be printed say so on a page, in words, and are there as files all the same")
    func notPrinted() async throws {
        try await LogSite.open { site in
            for failure in [PrintingError.unavailable("secret path"), .overloaded, .tooSlow, .failed("secret path")] {
                site.printing.fail(with: failure)
                let answer = try await site.get("/ledger/entries/42/receipt.pdf", language: .en)
                #expect(answer.status == .serviceUnavailable && !answer.text.contains("secret path"))
                #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
                #expect(answer.headers[.retryAfter] != nil && answer.headers[.contentDisposition] == nil)
                let words = failure == .overloaded ? "Many documents are being printed" : "The PDF cannot be made"
                #expect(answer.text.contains(words))
            }
            #expect(try await site.get("/ledger/entries/42/receipt.json").status == .ok)
            #expect(try await site.get("/ledger/entries/42").text.contains("receipt.pdf"))
        }
    }
}
