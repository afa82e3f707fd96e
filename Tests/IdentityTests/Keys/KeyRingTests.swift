// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Identity

@Suite("The keys of people's data")
struct KeyRingTests {
    @Test("are made on the first day, for their owner alone, and are the same for whoever reads them next")
    func made() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/data/keys"
            let sealed = try KeyRing(file: path).sealed([1, 2, 3], for: "phone", at: "7")
            #expect(try KeyRing(file: path).opened(sealed, for: "phone", at: "7") == [1, 2, 3])
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/data") == ["keys"])
        }
    }

    @Test("are one file where many start together")
    func together() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/keys"
            let sealed = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 1...8 { group.addTask { try KeyRing(file: path).sealed([9], for: "x", at: "") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for text in sealed { #expect(try KeyRing(file: path).opened(text, for: "x", at: "") == [9]) }
        }
    }

    @Test("open nothing that was sealed for another purpose or record, or that was changed")
    func bound() throws {
        let keys = KeyRing()
        let sealed = try keys.sealed([UInt8]("072085001234".utf8), for: "identity-number", at: "a")
        #expect(throws: KeyError.damaged) { try keys.opened(sealed, for: "phone", at: "a") }
        #expect(throws: KeyError.damaged) { try keys.opened(sealed, for: "identity-number", at: "b") }
        var bytes = try #require(Data(base64Encoded: String(sealed.dropFirst(3))))
        for index in bytes.indices {
            bytes[index] ^= 1
            let changed = "k1." + bytes.base64EncodedString()
            #expect(throws: KeyError.damaged) { try keys.opened(changed, for: "identity-number", at: "a") }
            bytes[index] ^= 1
        }
        #expect(throws: KeyError.unknownKey("k9")) {
            try keys.opened("k9." + sealed.dropFirst(3), for: "identity-number", at: "a")
        }
        #expect(try keys.sealed([1], for: "x", at: "") != keys.sealed([1], for: "x", at: ""))
    }

    @Test("are added to without losing the old ones, also in the file")
    func added() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/keys"
            let keys = KeyRing(file: path)
            let old = try keys.sealed([1], for: "x", at: "")
            let oldSearch = try keys.searchKeys(of: "An", for: "name")
            #expect(try keys.add() == "k2")
            let new = try keys.sealed([1], for: "x", at: "")
            #expect(old.hasPrefix("k1.") && new.hasPrefix("k2."))
            let read = KeyRing(file: path)
            for text in [old, new] { #expect(try read.opened(text, for: "x", at: "") == [1]) }
            #expect(try read.searchKeys(of: "An", for: "name").first == oldSearch.first)
            #expect(try read.searchKeys(of: "An", for: "name").count == 2)
            #expect(try read.searchKeys(of: "An", for: "phone") != read.searchKeys(of: "An", for: "name"))
        }
    }

    @Test("follow their file: a key that another process added seals, opens and finds from the next use on")
    func followed() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/keys"
            let running = KeyRing(file: path)
            let old = try running.sealed([1], for: "x", at: "")

            let command = KeyRing(file: path)
            #expect(try command.add() == "k2")
            let new = try command.sealed([2], for: "x", at: "")

            #expect(try running.opened(new, for: "x", at: "") == [2])
            #expect(try running.opened(old, for: "x", at: "") == [1])
            #expect(try running.newest == "k2")
            #expect(try running.searchKeys(of: "An", for: "name") == command.searchKeys(of: "An", for: "name"))
            #expect(throws: KeyError.unknownKey("k3")) { try running.opened("k3.AAAA", for: "x", at: "") }
        }
    }

    @Test("are kept by a running program whose file goes away or is broken")
    func broken() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/keys"
            let running = KeyRing(file: path)
            let sealed = try running.sealed([1], for: "x", at: "")
            try Data("k1 nonsense\n".utf8).write(to: URL(fileURLWithPath: path))
            #expect(try running.opened(sealed, for: "x", at: "") == [1])
            try FileManager.default.removeItem(atPath: path)
            #expect(try running.opened(sealed, for: "x", at: "") == [1])
            #expect(!FileManager.default.fileExists(atPath: path), "nothing is made in its place")
        }
    }

    @Test("are refused when a line is no key, and are not made anew over it", arguments: ["k1 short", "nonsense", ""])
    func malformed(text: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/keys"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: KeyError.malformed(path)) { try KeyRing(file: path).load() }
            #expect(FileManager.default.contents(atPath: path) == Data(text.utf8))
        }
    }
}
