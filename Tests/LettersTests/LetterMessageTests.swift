// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Letters

@Suite("A letter as a message")
struct LetterMessageTests {
    private static func message(subject: String, text: String, name: String = "Phường Tân Ninh") throws -> String {
        let sender = LetterMessage.Sender(name: name, address: try #require(EmailAddress("no-reply@example.vn")))
        let address = try #require(EmailAddress("an@example.vn"))
        let letter = Letter(
            purpose: "test", to: address, subject: subject, text: text,
            goodUntil: Instant(seconds: 1_800_000_000))
        let message = LetterMessage(
            letter: letter, recipient: address, id: Letter.ID(at: Instant(seconds: 1_795_458_600)), sender: sender,
            queuedAt: Instant(seconds: 1_795_458_600))
        return String(decoding: message.bytes, as: UTF8.self)
    }

    @Test(
        "has no line over 78 signs and none that is not ASCII, however long and odd its words",
        arguments: [
            "Mã đăng nhập: 1234 5678", String(repeating: "ạ", count: 300), String(repeating: "👨‍👩‍👧‍👦", count: 20),
            String(repeating: "chữ ", count: 200), "", "a\r\nBcc: all@example.vn",
        ])
    func lines(words: String) throws {
        let text = try Self.message(subject: words, text: words, name: words)

        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
            #expect(line.utf8.count <= 78)
            #expect(line.utf8.allSatisfy { (32...126).contains($0) })
        }
        #expect(!text.contains("Bcc"))
        #expect(text.components("\r\n\r\n") == 2)
    }

    @Test("names its sender, its day in the order of RFC 5322 and itself")
    func headers() throws {
        let text = try Self.message(subject: "Mã", text: "Mã")

        #expect(text.contains("Date: Mon, 23 Nov 2026 18:30:00 +0000\r\n"))
        #expect(text.contains("From: =?UTF-8?B?UGjGsOG7nW5nIFTDom4gTmluaA==?=\r\n <no-reply@example.vn>\r\n"))
        #expect(text.contains("Message-ID: <"))
        #expect(text.contains("Auto-Submitted: auto-generated\r\n"))
    }

    @Test(
        "has a sender with a name or without one",
        arguments: [
            ("Phường Tân Ninh <no-reply@example.vn>", "Phường Tân Ninh"), ("no-reply@example.vn", ""),
            ("A <b> <no-reply@example.vn>", "A <b>"),
        ])
    func sender(text: String, name: String) throws {
        let sender = try #require(LetterMessage.Sender(text))

        #expect(sender.name == name)
        #expect(sender.address.text == "no-reply@example.vn")
    }

    @Test("has no sender whose address is none", arguments: ["", "Phường", "Phường <>", "P <a@b.vn", "P <a@b.vn> x"])
    func noSender(text: String) {
        #expect(LetterMessage.Sender(text) == nil)
    }
}

extension String {
    fileprivate func components(_ separator: String) -> Int { self.split(separator: separator).count }
}
