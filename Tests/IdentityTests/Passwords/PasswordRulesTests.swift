// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Testing

@testable import Identity

@Suite("New passwords")
struct PasswordRulesTests {
    static let common = CommonPasswords(["matkhau123456", "qwertyuiop12", "Tây Ninh 2026!!"])
    static let rules = PasswordRules(common: common)

    static func problem(_ typed: String, login: String = "hanh.nt", name: String = "Nguyễn Thị Hạnh") -> PasswordRules
        .Problem?
    {
        do {
            _ = try rules.checked(typed, login: login, name: name)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "are long, and not what everybody guesses",
        arguments: [
            ("", .tooShort), ("mười một ký", .tooShort), ("mười hai kýt", nil),
            (String(repeating: "aB3 ", count: 2) + "x1y", .tooShort),
            ("            ", .pattern), ("aaaaaaaaaaaaaaa", .pattern), ("abcabcabcabcabc", .pattern),
            ("12ab12ab12ab12ab", .pattern), ("123456789012", .pattern), ("abcdefghijklm", .pattern),
            ("987654321098", .pattern), ("matkhau123456", .common), ("MatKhau123456", .common),
            ("Mật Khẩu 123456", .common), ("mậtkhẩu123456", .common), ("tây ninh2026!!", .common),
            ("nguyenthihanh", .ownName), ("Nguyễn Thị Hạnh 1", .ownName), ("hanh.nt.hanh.nt.1", .ownName),
            ("Hạnh thích bún bò Huế", nil), ("chỉ một câu thôi", nil), ("correct horse battery", nil),
        ] as [(String, PasswordRules.Problem?)])
    func cases(typed: String, expected: PasswordRules.Problem?) {
        #expect(Self.problem(typed) == expected, "\(typed)")
    }

    @Test("may have 128 code points and no more")
    func longest() {
        let phrase = String(repeating: "đường dài ", count: 20)
        #expect(Self.problem(String(phrase.prefix(128))) == nil)
        #expect(Self.problem(String(phrase.prefix(129))) == .tooLong)
    }

    @Test("of ten megabytes are refused without being read through")
    func enormous() {
        let text = String(repeating: "mật khẩu ", count: 1_000_000)
        #expect(Password(typed: text) == nil)
        #expect(Self.problem(text) == .tooLong)
    }

    @Test("of one letter with a thousand marks are too long")
    func zalgo() {
        #expect(Self.problem("a" + String(repeating: "\u{0301}", count: 1_000)) == .tooLong)
    }

    @Test("may be emoji: twelve code points are twelve")
    func emoji() {
        #expect(Self.problem("🐟🌊🚣🌾🏞🌅🛶🐘🌴🥥🍚🎋") == nil)
        #expect(Self.problem("🐟🌊🚣🌾🏞🌅🛶🐘🌴🥥🍚") == .tooShort)
    }

    @Test("typed in parts and typed composed are one")
    func normalised() {
        let composed = "Hòa Thành của tôi"
        let apart = composed.decomposedStringWithCanonicalMapping
        #expect(Array(composed.unicodeScalars) != Array(apart.unicodeScalars))
        #expect(Password(typed: composed)?.bytes == Password(typed: apart)?.bytes)
    }

    @Test("are otherwise taken exactly as typed")
    func exact() {
        #expect(Password(typed: " Khoảng trắng ")?.text == " Khoảng trắng ")
        #expect(Password(typed: "HOA")?.bytes != Password(typed: "hoa")?.bytes)
        #expect(Password(typed: "ﬁ")?.text == "ﬁ")
    }

    @Test("that are handed out keep the rules and never repeat")
    func initial() {
        let all = (0..<200).map { _ in Password.initial().text }
        #expect(Set(all).count == 200)
        for text in all { #expect(Self.problem(text) == nil, "\(text)") }
    }

    @Test("the list of common ones has three thousand and more that could be chosen, each in its folded form")
    func list() throws {
        let file = IdentityFeature.resources.appendingPathComponent("Reference/common-passwords.txt")
        let text = try String(contentsOf: file, encoding: .utf8)
        let entries = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(entries.count >= 3_000)
        for entry in entries { #expect(entry.unicodeScalars.count >= Password.shortest, "\(entry)") }
        let list = try CommonPasswords(file: file)
        for favourite in [
            "matkhau123456", "Mật Khẩu 123456", "anhyeuem1234", "vietnamvodich", "1234567890123", "qwertyuiop123",
        ] {
            let isRefused = list.contains(favourite) || Self.problem(favourite) != nil
            #expect(isRefused, "\(favourite)")
        }
        #expect(text.hasPrefix("# "))
    }

    @Test("of the sample accounts keep the rules")
    func samples() throws {
        let list = try CommonPasswords(
            file: IdentityFeature.resources.appendingPathComponent("Reference/common-passwords.txt"))
        let rules = PasswordRules(common: list)
        for sample in SampleAccount.all {
            #expect(throws: Never.self) { try rules.checked(sample.password, login: sample.login, name: sample.name) }
            #expect(sample.password.contains("mau"))
        }
    }
}
