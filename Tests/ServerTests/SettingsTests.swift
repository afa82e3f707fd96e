// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Server
import Testing

@Suite("Settings")
struct SettingsTests {
    @Test("options win over the environment, the environment over the file, the file over the standard")
    func order() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("vamco-\(UUID()).conf").path
        try "# a ward\nport = 1\nhost = \"::1\"\ndata = /srv/vamco\n".write(
            toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }

        let settings = try Settings(
            options: [.port: "3"], environment: ["VAMCO_PORT": "2", "VAMCO_HOST": "0.0.0.0"], file: file)

        #expect(settings.port == 3)
        #expect(settings.host == "0.0.0.0")
        #expect(settings.dataFolder == "/srv/vamco")
        #expect(settings.intakeFolder == "var/intake")
        #expect(settings.origins[.host] == "VAMCO_HOST")
    }

    @Test(
        "a wrong value is refused with its name, its origin and what it takes",
        arguments: [
            (Setting.port, "70000"), (.port, "acht"), (.database, "mysql://x"), (.database, "sqlite:"),
            (.logLevel, "loud"), (.publicAddress, "javascript:alert(1)"),
            (.publicAddress, "https://a.example/vamco"), (.publicAddress, "https://a.example/?x"),
            (.publicAddress, "https://a:b@a.example"), (.publicAddress, "https://"), (.clock, "yesterday"),
            (.streams, "0"), (.designPage, "yes"),
            (.proxies, "127.0.0.1,proxy.example"), (.requestLimit, "-1"), (.requestLimit, "viele"),
        ])
    func wrong(setting: Setting, value: String) throws {
        let error = #expect(throws: SettingsError.self) {
            try Settings(options: [setting: value], environment: [:], file: nil)
        }
        #expect(error?.description.contains(setting.rawValue) == true)
        #expect(error?.description.contains("--\(setting.rawValue)") == true)
    }

    @Test("the page of components is there in demonstrations, and in a working city only when it is asked for")
    func design() throws {
        let replay = "2018-03-01T00:00:00+07:00,360"
        for (options, isShown) in [
            ([:], false), ([.clock: replay], true), ([.designPage: "always"], true),
            ([.clock: replay, .designPage: "never"], false),
        ] as [([Setting: String], Bool)] {
            #expect(try Settings(options: options, environment: [:], file: nil).showsDesign == isShown)
        }
    }

    @Test("a slash at the end of the public address is left out, as it would stand twice in links")
    func slash() throws {
        for (typed, kept) in [
            ("https://a.example/", "https://a.example"), ("https://a.example:8443/", "https://a.example:8443"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            let settings = try Settings(options: [.publicAddress: typed], environment: [:], file: nil)
            #expect(settings.publicAddress == kept)
        }
    }

    @Test("a certificate and its key go together, and with an address of https")
    func certificate() throws {
        let pair: [Setting: String] = [.tlsCertificate: "/etc/vamco/chain.pem", .tlsKey: "/etc/vamco/key.pem"]
        let settings = try Settings(options: pair, environment: [:], file: nil)
        #expect(settings.publicAddress == "https://127.0.0.1:8080")
        #expect(settings.certificate == Certificate(chainPath: "/etc/vamco/chain.pem", keyPath: "/etc/vamco/key.pem"))
        #expect(try Settings(options: [:], environment: [:], file: nil).certificate == nil)

        for setting in [Setting.tlsCertificate, .tlsKey] {
            let error = #expect(throws: SettingsError.self) {
                try Settings(options: [setting: "x.pem"], environment: [:], file: nil)
            }
            #expect(error?.description.contains("go together") == true)
        }
        #expect(throws: SettingsError.self) {
            try Settings(options: pair.merging([.publicAddress: "http://a"]) { $1 }, environment: [:], file: nil)
        }
    }

    @Test("an unknown line of the file is refused with its number")
    func unknownLine() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("vamco-\(UUID()).conf").path
        try "port = 1\n\nprot = 2\n".write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }

        let error = #expect(throws: SettingsError.self) {
            try Settings(options: [:], environment: [:], file: file)
        }
        #expect(error?.description.contains("line 3") == true)
    }

    @Test("a database's password is never printed")
    func password() throws {
        let address = try #require(DatabaseAddress("postgres://vamco:secret@db/vamco?sslmode=require"))
        #expect(!address.description.contains("secret"))
    }

    @Test("programs given the same replay clock agree on the time, and it never runs before its start")
    func replay() throws {
        let clock = try #require(ReplayClock("2018-03-01T00:00:00+07:00,360,1000"))
        let start = try #require(Instant(iso8601: "2018-03-01T00:00:00+07:00"))

        #expect(clock.moment(at: Instant(seconds: 900)) == start)
        #expect(clock.moment(at: Instant(seconds: 1_010)) == start + .hours(1))
        #expect(clock.machineTime(of: start + .hours(2)) == Instant(seconds: 1_020))
        #expect(ReplayClock("2018-03-01T00:00:00,360") == nil)
        #expect(ReplayClock("2018-03-01T00:00:00+07:00,0") == nil)
    }
}
