// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Letters
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Sign-in with a code by e-mail")
struct EmailCodeTests {
    @Test(
        "makes a citizen of the lowest level, whom the second code finds again", arguments: Backend.available)
    func journey(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            try await office.serve { browser in
                try await browser.open("/sign-in?return=%2Forganisation")
                try await browser.submit("/sign-in/email", ["email": " Hoa@Example.vn ", "return": "/organisation"])
                #expect(browser.location == "/sign-in/email/code?return=%2Forganisation")
                try await browser.open("/sign-in/email/code?return=%2Forganisation")
                #expect(browser.page.contains("hoa@example.vn"))
                #expect(browser.session == nil)

                let code = try await office.code(for: "hoa@example.vn")
                #expect(!browser.page.contains(code) && !browser.page.contains(code.prefix(4)))
                try await browser.submit(
                    "/sign-in/email/code", ["code": " \(code.prefix(4))-\(code.suffix(4))", "return": "/organisation"])
                #expect(browser.location == "/organisation")
                let viewer = try await office.citizen(in: browser)
                #expect(viewer.isCitizen && viewer.roles.isEmpty)
                #expect(viewer.actor.name == "h•••@example.vn")
                #expect(try await office.levels() == ["email-code low"])

                let again = browser.other()
                try await again.signIn(byCodeTo: "hoa@example.vn", in: office)
                let second = try await office.citizen(in: again)
                #expect(second.citizenID == viewer.citizenID)
                try await again.open("/citizen")
                #expect(again.page.contains("h•••@example.vn") && !again.page.contains("hoa@example.vn"))
            }
        }
    }

    @Test("is good once, and in the browser alone that asked", arguments: Backend.available)
    func once(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            try await office.serve { browser in
                try await browser.ask(for: "hoa@example.vn")
                let code = try await office.code(for: "hoa@example.vn")
                let thief = browser.other()
                try await thief.ask(for: "hoa@example.vn")
                try await thief.submit("/sign-in/email/code", ["code": code])
                #expect(thief.status == .unprocessableContent && thief.session == nil)

                let waits = browser.cookies
                try await browser.submit("/sign-in/email/code", ["code": code])
                #expect(browser.session != nil)
                let later = browser.other()
                later.hold(cookies: waits)
                try await later.open("/sign-in")
                try await later.submit("/sign-in/email/code", ["code": code])
                #expect(later.session == nil && later.location == "/sign-in")
            }
        }
    }

    @Test("of five wrong ones is over, and of ten minutes")
    func over() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.serve { browser in
                try await browser.ask(for: "hoa@example.vn")
                let code = try await office.code(for: "hoa@example.vn")
                for wrong in ["", "1", "12345678", "mã của tôi", "１２３４５６７８"] where wrong != code {
                    try await browser.submit("/sign-in/email/code", ["code": wrong])
                }
                #expect(browser.location == "/sign-in")
                try await browser.open("/sign-in")
                #expect(browser.page.contains("yêu cầu mã mới"))
                try await browser.submit("/sign-in/email/code", ["code": code])
                #expect(browser.session == nil)
                #expect(try await office.events(.signInFailed) == 5)

                let slow = browser.other()
                try await slow.ask(for: "binh@example.vn")
                let late = try await office.code(for: "binh@example.vn")
                office.dial.advance(by: .minutes(10))
                try await slow.submit("/sign-in/email/code", ["code": late])
                #expect(slow.session == nil && slow.location == "/sign-in")
            }
        }
    }

    @Test("is not sent more than six times an hour to one address, whoever asks, until one is used")
    func throttled() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.serve { browser in
                for number in 1...6 {
                    let next = browser.other()
                    next.address = "198.51.100.\(number)"
                    try await next.ask(for: "hoa@example.vn")
                    #expect(next.location == "/sign-in/email/code")
                }
                try await browser.open("/sign-in")
                try await browser.submit("/sign-in/email", ["email": "HOA@example.vn"])
                #expect(browser.status == .tooManyRequests && browser.headers[.retryAfter] != nil)
                #expect(browser.hidden("return") == nil && browser.page.contains("HOA@example.vn"))
                try await browser.ask(for: "binh@example.vn")
                #expect(browser.location == "/sign-in/email/code")

                office.dial.advance(by: .minutes(2))
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                #expect(browser.session != nil)
                for _ in 1...3 { try await browser.other().ask(for: "hoa@example.vn") }
            }
        }
    }

    @Test(
        "asks again for what is no address, and keeps what was typed",
        arguments: ["", "hoa", "hoa@example", "hoà@example.vn", "hoa@example.vn\r\nBcc: all@example.vn", "😀"])
    func malformed(typed: String) async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.serve { browser in
                try await browser.open("/sign-in")
                try await browser.submit("/sign-in/email", ["email": typed])
                #expect(browser.status == .unprocessableContent)
                #expect(browser.page.contains("aria-invalid=\"true\""))
                #expect(try await office.letters().isEmpty)
            }
        }
    }

    @Test("tells nothing of who has an account: every address is answered alike")
    func alike() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                let (known, unknown) = (browser.other(), browser.other())
                try await known.ask(for: "hoa@example.vn")
                try await unknown.ask(for: "chua@example.vn")
                #expect(known.status == unknown.status && known.location == unknown.location)
                try await known.open("/sign-in/email/code")
                try await unknown.open("/sign-in/email/code")
                let (told, untold) = (known.withoutToken.replacing("hoa@", with: "chua@"), unknown.withoutToken)
                let difference = zip(told.split(separator: "\n"), untold.split(separator: "\n")).filter { $0 != $1 }
                #expect(difference.isEmpty && told.count == untold.count, "\(difference)")
            }
        }
    }

    @Test("leaves neither address nor code readable in the database", arguments: Backend.available)
    func sealed(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            try await office.serve { browser in
                try await browser.ask(for: "hoa.tran@example.vn")
                let code = try await office.code(for: "hoa.tran@example.vn")
                let kept = try await office.database.read { tx in
                    try tx.rows(
                        """
                        SELECT token_digest || address || code_digest FROM identity_email_code
                        UNION ALL SELECT content || failure FROM letter
                        UNION ALL SELECT subject FROM identity_sign_in_failure
                        """
                    ).map { try $0.get(0, as: String.self) }
                }
                #expect(kept.count == 4)
                for text in kept { #expect(!text.contains("hoa.tran") && !text.contains(code)) }
            }
        }
    }

    @Test("lets people say their name, and no citizen of a provider")
    func name() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.serve { browser in
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                try await browser.open("/citizen")
                try await browser.submit("/citizen/name", ["name": "  "])
                #expect(browser.status == .unprocessableContent)
                try await browser.submit("/citizen/name", ["name": "Trần Thị <b>Hoà</b>"])
                #expect(browser.location == "/citizen")
                try await browser.open("/citizen")
                #expect(browser.page.contains("Trần Thị &lt;b&gt;Hoà&lt;/b&gt;"))
                let again = browser.other()
                try await again.signIn(byCodeTo: "hoa@example.vn", in: office)
                try await again.open("/citizen")
                #expect(again.page.contains("Trần Thị &lt;b&gt;Hoà"))
            }
            let store = CitizenStore(keys: office.identity.keys)
            let now = office.dial.now
            let other = try await office.database.write { tx in
                try store.kept(
                    .local("x@example.vn", name: "Do nhà cung cấp kể"), subject: "1", provider: "vneid", at: now, in: tx
                )
            }
            await #expect(throws: IdentityError.unknownAccount) {
                try await office.identity.emailCodes.name(other.id, "Tên khác", from: Office.home)
            }
        }
    }

    @Test("replaces the session the browser had, and ends with a plain sign-out")
    func sessions() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                try await browser.signIn("hanh.nt")
                let staff = try #require(browser.session)
                try await browser.open("/account")
                try await browser.signIn(byCodeTo: "hoa@example.vn", in: office)
                #expect(browser.session != staff)
                let old = try #require(SessionToken(staff))
                #expect(try await office.viewer(old) == nil)
                try await browser.open("/citizen")
                try await browser.submit("/sign-out")
                #expect(browser.page.contains("Đã đăng xuất") || browser.location == "/sign-in")
                try await browser.open("/citizen")
                #expect(browser.location?.hasPrefix("/sign-in") == true)
            }
        }
    }

    @Test("is not there where the city does not send codes")
    func notOffered() async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                try await browser.open("/sign-in")
                #expect(!browser.page.contains("/sign-in/email"))
                try await browser.submit("/sign-in/email", ["email": "hoa@example.vn"])
                #expect(browser.status == .notFound)
                try await browser.open("/sign-in/email/code")
                #expect(browser.location == "/sign-in")
            }
        }
    }

    @Test("tells whether its letter has gone out, and shows it where a sample city sends none")
    func letter() async throws {
        var settings = IdentitySettings.quick
        settings.sendsCodes = true
        settings.showsLetters = true
        try await Office.open(on: .sqlite, settings: settings) { office in
            try await office.serve { browser in
                try await browser.ask(for: "hoa@example.vn")
                try await browser.open("/sign-in/email/code")
                let code = try await office.code(for: "hoa@example.vn")
                #expect(browser.page.contains("\(code.prefix(4)) \(code.suffix(4))"))
                #expect(browser.page.contains("Thành phố mẫu"))
            }
        }
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.serve { browser in
                try await browser.ask(for: "hoa@example.vn")
                try await browser.open("/sign-in/email/code")
                #expect(browser.page.contains("Thư thường đến trong vòng một phút"))
                try await office.database.write { tx in
                    try tx.execute(
                        "UPDATE letter SET failure = 'no such person', due_at = NULL, content = NULL, given_up_at = 1")
                }
                try await browser.open("/sign-in/email/code")
                #expect(browser.page.contains("không gửi được") && !browser.page.contains("no such person"))
            }
        }
    }

    @Test("is swept away when it is over")
    func swept() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.serve { browser in try await browser.ask(for: "hoa@example.vn") }
            office.dial.advance(by: .minutes(11))
            try await office.identity.sweep.sweep()
            let left = try await office.database.read { tx in
                try tx.value("SELECT count(*) FROM identity_email_code", as: Int.self)
            }
            #expect(left == 0)
        }
    }

    @Test("draws every digit as often as any other, and reads them however they are typed")
    func digits() throws {
        var counts = [Character: Int]()
        for _ in 0..<4_000 { for digit in EmailCode().digits { counts[digit, default: 0] += 1 } }
        #expect(counts.count == 10)
        for (_, count) in counts { #expect((2_900...3_500).contains(count)) }
        let code = EmailCode()
        #expect(EmailCode(typed: " \(code.grouped)\n") == code)
        #expect(EmailCode(typed: "12345678٣") == nil && EmailCode(typed: "1234567") == nil)
    }
}

extension Office {
    static func sendingCodes(
        on backend: Backend, keys: KeyRing = KeyRing(), _ body: (Office) async throws -> Void
    ) async throws {
        try await open(on: backend, settings: .sendingCodes, keys: keys, body)
    }

    /// Who is signed in.
    func citizen(in browser: Browser) async throws -> Viewer {
        let token = try #require(browser.session.flatMap(SessionToken.init))
        return try #require(try await viewer(token))
    }

    func letters() async throws -> [Letter] {
        let box = LetterBox(seal: identity.keys)
        return try await database.read { tx in
            try tx.rows("SELECT id FROM letter WHERE due_at IS NOT NULL ORDER BY due_at, id")
                .compactMap { try box.letter($0.get(0), in: tx) }
        }
    }

    /// The code of the latest letter to somebody.
    func code(for address: String) async throws -> String {
        let letter = try #require(
            try await letters().last { $0.recipient == EmailAddress(address).map(LetterRecipient.email) })
        let found = try #require(letter.text.firstMatch(of: /(\d{4}) (\d{4})/))
        #expect(letter.subject.contains("\(found.1) \(found.2)"))
        return "\(found.1)\(found.2)"
    }

    /// How citizens signed in.
    func levels() async throws -> [String] {
        try await database.read { tx in
            try tx.rows("SELECT method || ' ' || level FROM identity_authentication ORDER BY id").map {
                try $0.get(0, as: String.self)
            }
        }
    }
}

extension IdentitySettings {
    static var sendingCodes: IdentitySettings {
        var settings = quick
        settings.sendsCodes = true
        return settings
    }
}

extension Browser {
    func ask(for address: String) async throws {
        try await open("/sign-in")
        try await submit("/sign-in/email", ["email": address])
    }

    func signIn(byCodeTo address: String, in office: Office) async throws {
        // Letters of one moment have no order.
        office.dial.advance(by: .seconds(1))
        if formToken.isEmpty { try await open("/sign-in") }
        try await submit("/sign-in/email", ["email": address])
        try await submit("/sign-in/email/code", ["code": try await office.code(for: address)])
    }

    var withoutToken: String {
        page.replacing(/name="form-token" value="[^"]*"/, with: "").replacing(/nonce="[^"]*"/, with: "")
    }
}
