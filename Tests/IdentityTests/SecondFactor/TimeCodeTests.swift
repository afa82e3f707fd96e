// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Testing
import Web

@testable import Identity

@Suite("Codes that change with time")
struct TimeCodeTests {
    /// RFC 6238 appendix B; its keys are as long as each hash (erratum 2866).
    @Test(
        "are those of RFC 6238",
        arguments: [
            (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
        ] as [(Int64, String, String, String)])
    func vectors(seconds: Int64, sha1: String, sha256: String, sha512: String) {
        let step = TimeCode.step(at: Instant(seconds: seconds))
        func key(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(ascii: "0") + UInt8(($0 + 1) % 10) } }
        #expect(TimeCode.code(of: key(20), counter: step, digits: 8, with: Insecure.SHA1.self) == sha1)
        #expect(TimeCode.code(of: key(32), counter: step, digits: 8, with: SHA256.self) == sha256)
        #expect(TimeCode.code(of: key(64), counter: step, digits: 8, with: SHA512.self) == sha512)
        #expect(TimeCode.code(of: key(20), step: step) == String(sha1.suffix(6)))
    }

    @Test("are taken from a clock half a minute fast or slow, not from one a minute off")
    func skew() {
        let now = Instant(seconds: 1_795_458_615)
        let step = TimeCode.step(at: now)
        for difference in -3...3 as ClosedRange<Int64> {
            let code = TimeCode.code(of: Office.secret, step: step + difference)
            let found = TimeCode.step(of: code, secret: Office.secret, at: now)
            #expect(found == (abs(difference) <= 1 ? step + difference : nil), "\(difference)")
        }
    }

    @Test(
        "are six plain digits, blanks between them aside",
        arguments: ["", "12345", "1234567", "12345a", "１２３４５６", "-12345", "123.56"])
    func malformed(typed: String) {
        #expect(TimeCode.step(of: typed, secret: Office.secret, at: Office.start) == nil)
        let code = TimeCode.code(of: Office.secret, step: TimeCode.step(at: Office.start))
        let spaced = code.prefix(3) + " " + code.suffix(3)
        #expect(TimeCode.step(of: String(spaced), secret: Office.secret, at: Office.start) != nil)
    }

    /// RFC 4648 section 10.
    @Test(
        "have keys written in base 32",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(plain: String, text: String) {
        #expect(Base32.text(of: [UInt8](plain.utf8)) == text)
        #expect(Base32.bytes(of: text.lowercased()) == [UInt8](plain.utf8))
        #expect(Base32.bytes(of: "M1") == nil)
    }

    @Test("reach an authenticator application with city and login escaped, as a picture of dark squares")
    func picture() throws {
        let address = TimeCode.address(of: Office.secret, login: "an&b@x", issuer: "VamCo Tây Ninh")
        #expect(
            address == "otpauth://totp/VamCo%20T%C3%A2y%20Ninh:an%26b%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=VamCo%20T%C3%A2y%20Ninh")
        let rows = try #require(QRPicture(address, words: "").rows)
        #expect(rows.count >= 21 && rows.allSatisfy { $0.count == rows.count })
        // The corner of every QR code: a dark ring around a light one.
        #expect(rows[0].prefix(8) == [true, true, true, true, true, true, true, false])
    }
}
