// SPDX-License-Identifier: Apache-2.0

import Dossiers
import Logging
import Ports
import TestSupport
import Testing

@testable import Server

@Suite("The virus scanner")
struct ClamScannerTests {
    private static let eicar = Array(
        #"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"#.utf8)

    private func scanner(_ address: ScannerAddress, within limit: Duration = .seconds(60)) -> ClamScanner {
        ClamScanner(address, limit: limit, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    @Test("is asked over a socket file or a port, and its word is taken")
    func asked() async throws {
        try await withTemporaryFolder { folder in
            let (one, another) = (try await FakeClamd.on(socket: folder + "/clamd"), try await FakeClamd.onPort())
            for fake in [one, another] {
                let scanner = scanner(fake.address)
                #expect(await scanner.isThere())
                #expect(try await scanner.verdict(on: Array("xin chào".utf8)) == .clean)
                #expect(try await scanner.verdict(on: Self.eicar) == .infected("Eicar-Test-Signature"))
                let large = [UInt8](repeating: 65, count: 3_000_001)
                #expect(try await scanner.verdict(on: large) == .clean)
                #expect(
                    try await scanner.verdict(on: large + Self.eicar) == .infected("Eicar-Test-Signature"))
                try await fake.stop()
            }
        }
    }

    @Test("that is not there, says nothing, hangs up or talks nonsense has not said that a file is clean")
    func away() async throws {
        let gone = try await FakeClamd.onPort()
        try await gone.stop()
        #expect(await scanner(gone.address).isThere() == false)
        await #expect(throws: ScannerError.self) { try await scanner(gone.address).verdict(on: [1]) }
        for manner in [FakeClamd.Manner.hangingUp, .talkingNonsense, .limiting(10)] {
            let fake = try await FakeClamd.onPort(manner)
            await #expect(throws: ScannerError.self) {
                try await scanner(fake.address).verdict(on: [UInt8](repeating: 1, count: 200_000))
            }
            try await fake.stop()
        }
        let silent = try await FakeClamd.onPort(.silent)
        await #expect(throws: ScannerError.tooSlow) {
            try await scanner(silent.address, within: .seconds(1)).verdict(on: [1])
        }
        try await silent.stop()
    }

    @Test(
        "has an address of clamd's kind, or the settings are wrong",
        arguments: [
            ("unix:/run/clamav/clamd.ctl", true), ("tcp://127.0.0.1:3310", true), ("tcp://[::1]:3310", true),
            ("tcp://scanner.local:3310", true), ("", false), ("/run/clamd.ctl", false), ("unix:clamd.ctl", false),
            ("tcp://127.0.0.1", false), ("tcp://127.0.0.1:0", false), ("tcp://:3310", false), ("tcp://a/b:1", false),
            ("http://127.0.0.1:3310", false),
        ])
    func addresses(text: String, isOne: Bool) throws {
        #expect((ScannerAddress(text) != nil) == isOne)
        guard !text.isEmpty else { return }
        let settings = try? Settings(options: [.virusScanner: text], environment: [:], file: nil)
        #expect((settings != nil) == isOne)
    }

    @Test(
        "limits in the settings are numbers that fit together",
        arguments: [
            ("10", "40", true), ("1", "1", true), ("200", "2000", true), ("0", "40", false), ("50", "40", false),
            ("10", "x", false), ("-1", "5", false),
        ])
    func limits(file: String, dossier: String, fits: Bool) throws {
        let settings = try? Settings(options: [.fileLimit: file, .dossierLimit: dossier], environment: [:], file: nil)
        #expect((settings != nil) == fits)
        #expect(settings.map { String($0.fileLimits.file) } ?? file == file)
    }
}
