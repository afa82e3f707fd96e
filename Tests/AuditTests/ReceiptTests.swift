// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import Ledger
import TestSupport
import Testing

@testable import Audit

@Suite("Receipts")
struct ReceiptTests {
    private func receipt(_ site: LogSite, _ number: Int = 42) async throws -> String {
        try await site.get("/ledger/entries/\(number)/receipt.json").text
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func text(_ object: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }

    @Test("hold, whoever checks them, and say what was done", arguments: Backend.available)
    func holds(backend: Backend) async throws {
        try await LogSite.open(on: backend) { site in
            for number in [1, 70, 71, 120] {
                let answer = try await site.check(try await receipt(site, number))
                #expect(answer.status == .ok)
                #expect(answer.text.contains("The receipt holds"), "\(number)")
            }
            #expect(try await site.check(try await receipt(site)).text.contains("Accepted"))
        }
    }

    @Test("that were altered in any part do not hold")
    func altered() async throws {
        try await LogSite.open { site in
            let own = try await receipt(site)
            let other = try object(try await receipt(site, 43))
            let changes: [(String, Any)] = [
                ("leaf", other["leaf"] ?? ""), ("path", other["path"] ?? ""), ("number", 43), ("path", [String]()),
                ("leaf", "AQ=="), ("path", ["zz"]), ("checkpoint", "nonsense"),
            ]
            for (name, value) in changes {
                var changed = try object(own)
                changed[name] = value
                #expect(try await site.check(try text(changed)).text.contains("The receipt was altered"), "\(name)")
            }
        }
    }

    @Test("with a forged signature do not hold, even when they bring a key along")
    func forged() async throws {
        try await LogSite.open { site in
            var changed = try object(try await receipt(site))
            let note = try #require((changed["checkpoint"] as? String).flatMap { SignedNote($0) })
            let origin = try #require(Checkpoint(text: note.text)).origin
            let stranger = LogKey(name: origin)
            changed["checkpoint"] =
                SignedNote(text: note.text, signatures: [try stranger.signature(of: note.text)]).whole
            changed["keys"] = [stranger.verifier.text]
            #expect(try await site.check(try text(changed)).text.contains("none of this ledger"))
        }
    }

    @Test("of another ledger are called that")
    func unknown() async throws {
        try await LogSite.open { first in
            let receipt = try await self.receipt(first)
            try await LogSite.open { second in
                let answer = try await second.check(receipt)
                #expect(answer.text.contains("another ledger"))
            }
        }
    }

    @Test("that are none are refused with words", arguments: ["", "{}", "xin chào", "[1,2]", "{\"receipt\":\"x\"}"])
    func none(text: String) async throws {
        try await LogSite.open { site in
            let answer = try await site.check(text)
            #expect(answer.status == .unprocessableContent && answer.text.contains("no receipt of a ledger"))
        }
    }
}
