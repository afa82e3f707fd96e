// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Identity

@Suite("Password hashes")
struct PasswordHashTests {
    @Test("are scrypt as in RFC 7914 section 12")
    func vector() throws {
        let cost = try #require(ScryptCost(logN: 10, blockSize: 8, parallelism: 16))
        let key = try Passwords.scrypt(Array("password".utf8), Array("NaCl".utf8), cost)
        let hex = key.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hex == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")
    }

    @Test("cost 128 MiB by default, the first choice of OWASP's cheat sheet")
    func standard() {
        #expect(ScryptCost.standard.rounds == 131_072)
        #expect(ScryptCost.standard.bytes == 128 * 1_048_576)
        #expect(IdentitySettings().derivations == 2)
    }

    @Test("are written and read back with their cost")
    func text() async throws {
        let hash = try await Passwords(.quick).hash(of: try #require(Password(typed: Office.password)))
        #expect(hash.text.hasPrefix("$scrypt$ln=4,r=1,p=1$"))
        #expect(PasswordHash(hash.text) == hash)
    }

    @Test("two of one password differ")
    func salted() async throws {
        let passwords = Passwords(.quick)
        let password = try #require(Password(typed: Office.password))
        let (one, other) = (try await passwords.hash(of: password), try await passwords.hash(of: password))
        #expect(one.salt.count == 16 && one.salt != other.salt && one.key != other.key)
    }

    @Test(
        "that are damaged are none",
        arguments: [
            "", "$scrypt$", "plain", "$scrypt$ln=4,r=1,p=1$AAAA$AAAA",
            "$argon2$ln=4,r=1,p=1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "$scrypt$ln=40,r=1,p=1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "$scrypt$ln=4,r=99,p=1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ])
    func damaged(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test("fit their password alone, and cost one derivation whatever is asked")
    func fits() async throws {
        let count = DerivationCount()
        let passwords = Passwords(.quick, derive: count.derive)
        let password = try #require(Password(typed: Office.password))
        let hash = try await passwords.hash(of: password)
        #expect(count.all == 1)
        #expect(try await passwords.fits(password, hash))
        #expect(try await !passwords.fits(Password(typed: Office.password + "x"), hash))
        #expect(try await !passwords.fits(Password(typed: ""), hash))
        #expect(try await !passwords.fits(nil, hash))
        #expect(try await !passwords.fits(password, nil))
        #expect(try await !passwords.fits(nil, nil))
        #expect(count.all == 7)
    }
}
