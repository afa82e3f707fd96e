// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Letters
import Logging
import SQLStore
import TestSupport
import Testing

@testable import Server

/// Letters through a real mail server on real sockets.
@Suite("What is sent by mail")
struct MailCarrierTests {
    private static let sender = EmailAddress("city@example.vn")!
    private static let message = Array(
        "From: city@example.vn\r\nTo: an@example.vn\r\nSubject: x\r\n\r\n.\r\n..two dots\r\nend".utf8)

    @Test("arrives whole, with lines that begin with a dot")
    func plain() async throws {
        try await MailHost.run { host in
            try await host.carrier().carry(Self.message, to: #require(EmailAddress("an@example.vn")))

            let letter = try #require(try host.letters().first)
            #expect(letter.from == "city@example.vn" && letter.to == ["an@example.vn"])
            #expect(letter.text.split(whereSeparator: \.isNewline) == [".", "..two dots", "end"])
        }
    }

    @Test("of a megabyte arrives whole")
    func large() async throws {
        try await MailHost.run { host in
            let line = String(repeating: "a", count: 70) + "\r\n"
            let text = "Subject: x\r\n\r\n" + String(repeating: line, count: 15_000)
            try await host.carrier().carry(Array(text.utf8), to: #require(EmailAddress("an@example.vn")))

            let letter = try #require(try host.letters().first)
            #expect(letter.text.utf8.count { $0 == UInt8(ascii: "a") } == 1_050_000)
        }
    }

    @Test(
        "is refused for good or for now, as the server says, and the reason names nobody",
        arguments: [
            ("never@example.vn", true), ("later@example.vn", false), ("late-refusal@example.vn", true),
            ("unknown-sender@example.vn", false),
        ])
    func refused(address: String, isForGood: Bool) async throws {
        try await MailHost.run { host in
            let error = await #expect(throws: CarrierError.self) {
                try await host.carrier().carry(Self.message, to: #require(EmailAddress(address)))
            }
            if case .never = error { #expect(isForGood) } else { #expect(!isForGood) }
            #expect(error?.description.contains("example.vn") == false, "\(error?.description ?? "")")
            let arrived = try host.letters()
            #expect(arrived.isEmpty)
        }
    }

    /// What is said before a recipient is named speaks of the city, not of the letter.
    @Test(
        "waits while the server does not take the city for whom it is",
        arguments: [["--refuse-sender"], ["--password", "mật khẩu"]])
    func sender(options: [String]) async throws {
        try await MailHost.run(options, isEncrypted: options[0] == "--password") { host in
            for (user, password) in [("", ""), ("city", "khác")] {
                let error = await #expect(throws: CarrierError.self) {
                    try await host.carrier(user: user, password: password).carry(
                        Self.message, to: #require(EmailAddress("never@example.vn")))
                }
                if case .never(let reason) = error { Issue.record("\(reason)") }
            }
            let arrived = try host.letters()
            #expect(arrived.isEmpty)
        }
    }

    @Test("ends within seconds when the program does, and its letter waits for the next start")
    func shutdown() async throws {
        try await MailHost.run { host in
            try await Self.posting(to: ["silent@example.vn", "silent@example.vn"], at: host) { database, ids, running in
                try await waitUntil("the letters are in hand") {
                    try await database.read { tx in try LetterStore.state(of: ids[1], in: tx)?.tries == 1 }
                }
                try await Task.sleep(for: .milliseconds(500))
                let begun = ContinuousClock.now
                running.cancel()
                _ = await running.result
                #expect(ContinuousClock.now - begun < .seconds(60))
                for id in ids {
                    let state = try await database.read { tx in try LetterStore.state(of: id, in: tx) }
                    #expect(state?.sentAt == nil && state?.givenUpAt == nil)
                }
            }
        }
    }

    @Test("whose text is out waits for the server's last word, so that it does not go out twice")
    func lastWord() async throws {
        try await MailHost.run { host in
            try await Self.posting(to: ["slow@example.vn"], at: host) { database, ids, running in
                try await waitUntil("the letter is in hand") {
                    try await database.read { tx in try LetterStore.state(of: ids[0], in: tx)?.tries == 1 }
                }
                try await waitUntil("the text is out") {
                    FileManager.default.fileExists(atPath: host.folder + "/slow.taken")
                }
                running.cancel()
                _ = await running.result
                let state = try await database.read { tx in try LetterStore.state(of: ids[0], in: tx) }
                #expect(state?.sentAt != nil)
                let arrived = try host.letters()
                #expect(arrived.count == 1)
            }
        }
    }

    /// A delivery that has letters to hand over.
    private static func posting(
        to people: [String], at host: MailHost,
        _ body: (any Database, [Letter.ID], Task<Void, any Error>) async throws -> Void
    ) async throws {
        try await Backend.sqlite.withDatabase(migrations: [LetterResources.migrations]) { database in
            let box = LetterBox(seal: OpenSeal())
            let delivery = LetterDelivery(
                database: database, box: box,
                mail: .init(carrier: host.carrier(), sender: LetterMessage.Sender(name: "", address: sender)),
                clock: .machine, logger: Logger(label: "test"))
            let now = Clock.machine.now
            let letters = try people.map {
                Letter(
                    purpose: "test", to: try #require(EmailAddress($0)), subject: "x", text: "y",
                    goodUntil: now + .minutes(10))
            }
            let ids = try await database.write { tx in try letters.map { try box.post($0, at: now, in: tx) } }
            let running = Task { try await delivery.run() }
            defer { running.cancel() }
            try await body(database, ids, running)
        }
    }

    @Test("waits while nobody answers, and says so in time", arguments: ["smtp://127.0.0.1:9", "smtps://127.0.0.1:9"])
    func nobody(address: String) async throws {
        let server = try #require(MailServer(address, password: Secret("")))
        let error = await #expect(throws: CarrierError.self) {
            try await MailCarrier(server: server, sender: Self.sender).carry(
                Self.message, to: #require(EmailAddress("an@example.vn")))
        }
        guard case .later = error else {
            Issue.record("\(error?.description ?? "sent")")
            return
        }
    }

    @Test("goes encrypted, and with the user's password, where the server asks for both")
    func guarded() async throws {
        try await MailHost.run(["--password", "mật khẩu"], isEncrypted: true) { host in
            let an = try #require(EmailAddress("an@example.vn"))
            try await host.carrier(user: "city", password: "mật khẩu").carry(Self.message, to: an)
            try await host.carrier(user: "city", password: "mật khẩu").greet()

            let letter = try #require(try host.letters().first)
            #expect(letter.tls && letter.user == "city")
            for (user, password) in [("city", "khác"), ("", "")] {
                let error = await #expect(throws: CarrierError.self) {
                    try await host.carrier(user: user, password: password).carry(Self.message, to: an)
                }
                #expect(error?.description.contains("khác") == false)
            }
            let arrived = try host.letters()
            #expect(arrived.count == 1)
        }
    }

    @Test("never goes to another machine unencrypted, nor to one with a stranger's certificate")
    func elsewhere() async throws {
        // Every address of 127.0.0.0/8 is this machine, but only 127.0.0.1 is taken for it.
        for isEncrypted in [false, true] {
            try await MailHost.run(["--host", "127.0.0.2"], isEncrypted: isEncrypted) { host in
                let server = try #require(MailServer("smtp://127.0.0.2:\(host.port)", password: Secret("")))
                await #expect(throws: CarrierError.self) {
                    try await MailCarrier(server: server, sender: Self.sender).carry(
                        Self.message, to: #require(EmailAddress("an@example.vn")))
                }
                let arrived = try host.letters()
                #expect(arrived.isEmpty)
            }
        }
    }

    @Test("posted with an act is at the server soon after, in Vietnamese as it was written")
    func delivery() async throws {
        try await MailHost.run { host in
            try await Backend.sqlite.withDatabase(migrations: [LetterResources.migrations]) { database in
                let box = LetterBox(seal: OpenSeal())
                let sender = LetterMessage.Sender(name: "Phường Tân Ninh – thử", address: Self.sender)
                let delivery = LetterDelivery(
                    database: database, box: box, mail: .init(carrier: host.carrier(), sender: sender), clock: .machine,
                    logger: Logger(label: "test"))
                let running = Task { try await delivery.run() }
                let now = Clock.machine.now
                let letter = Letter(
                    purpose: "test", to: try #require(EmailAddress("hoa@example.vn")),
                    subject: "Mã đăng nhập: 1234 5678 — dành cho Nguyễn Thị Hoà, phường Tân Ninh, tỉnh Tây Ninh",
                    text: "Mã của bạn:\n\n1234 5678\n", goodUntil: now + .minutes(10))
                let id = try await database.write { tx in try box.post(letter, at: now, in: tx) }

                try await waitUntil("the letter is sent") {
                    try await database.read { tx in try LetterStore.state(of: id, in: tx)?.sentAt != nil }
                }
                running.cancel()
                let sent = try #require(try host.letters().first)
                #expect(sent.headers["Subject"] == letter.subject)
                #expect(sent.headers["From"] == "Phường Tân Ninh – thử <city@example.vn>")
                #expect(sent.text.replacing("\r\n", with: "\n") == letter.text)
                #expect(sent.defects.isEmpty && sent.longest <= 78)
            }
        }
    }

    @Test(
        "goes to servers whose address says how, without a password in it",
        arguments: [
            ("smtp://mail.example.vn", "smtp://mail.example.vn:587"),
            ("smtps://mail.example.vn", "smtps://mail.example.vn:465"),
            ("smtp://city@mail.example.vn:25", "smtp://mail.example.vn:25"),
        ])
    func addresses(text: String, address: String) {
        #expect(MailServer(text, password: Secret("p"))?.address == address)
    }

    @Test(
        "goes to no other address",
        arguments: [
            "", "mail.example.vn", "http://mail.example.vn", "smtp://", "smtp://city:secret@mail.example.vn",
            "smtp://mail.example.vn/x", "smtp://mail.example.vn?x=1", "file:///etc/passwd",
        ])
    func noAddress(text: String) {
        #expect(MailServer(text, password: Secret("p")) == nil)
    }

    @Test("needs a password where it has a user")
    func noPassword() {
        #expect(MailServer("smtp://city@mail.example.vn", password: Secret("")) == nil)
    }
}

/// Leaves letters as they are.
private struct OpenSeal: LetterSeal {
    func sealed(_ bytes: [UInt8], for purpose: String, at place: String) throws -> String {
        Data(bytes).base64EncodedString()
    }

    func opened(_ text: String, for purpose: String, at place: String) throws -> [UInt8] {
        Array(Data(base64Encoded: text) ?? Data())
    }
}

/// A mail server for one test: `Tests/smtpd.py`.
private struct MailHost: Sendable {
    struct Kept: Decodable {
        let from: String
        let to: [String]
        let headers: [String: String]
        let text: String
        let tls: Bool
        let user: String?
        let defects: [String]
        let longest: Int
    }

    let folder: String
    let port: Int

    static func run(
        _ more: [String] = [], isEncrypted: Bool = false, _ body: (MailHost) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("smtpd.py").path
            let (process, input, output) = (Process(), Pipe(), Pipe())
            process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
            process.arguments = [script, folder] + more + (isEncrypted ? ["--tls"] : [])
            process.standardInput = input
            process.standardOutput = output
            try process.runAlone()
            // It ends with its input: nobody need wait for it.
            defer { try? input.fileHandleForWriting.close() }
            let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            let port = try #require(Int(line.filter(\.isNumber)), "the mail server did not start")
            try await body(MailHost(folder: folder, port: port))
        }
    }

    func carrier(user: String = "", password: String = "") -> MailCarrier {
        let name = user.isEmpty ? "" : user + "@"
        guard let server = MailServer("smtp://\(name)127.0.0.1:\(port)", password: Secret(password)),
            let sender = EmailAddress("city@example.vn")
        else { preconditionFailure("the server's own address is one") }
        return MailCarrier(server: server, sender: sender)
    }

    /// What arrived, the earliest first.
    func letters() throws -> [Kept] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted().map {
            try JSONDecoder().decode(Kept.self, from: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)))
        }
    }
}
