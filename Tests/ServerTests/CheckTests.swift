// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ports
import TestSupport
import Testing

@testable import Server

@Suite("What `vamco check` says of sign-in")
struct CheckTests {
    private static func said(
        _ options: [Setting: String], by outgoing: any Outgoing = Silent()
    ) async throws -> [Finding] {
        try await withTemporaryFolder { folder in
            var options = options
            if let providers = options[.signInProviders] {
                try Data(providers.utf8).write(to: URL(fileURLWithPath: folder + "/providers.json"))
                options[.signInProviders] = folder + "/providers.json"
            }
            options[.database] = "sqlite:\(folder)/none.sqlite"
            let settings = try Settings(options: options, environment: [:], file: nil)
            return await City.findings(of: settings, outgoing: outgoing)
        }
    }

    @Test("is that codes by e-mail are off where they should always be sent and nothing sends them")
    func codes() async throws {
        for (rule, mail, isSaid) in [
            ("always", "", true), ("always", "sample", false), ("without-provider", "", false), ("never", "", false),
        ] {
            let found = try await Self.said([.emailSignIn: rule, .mailServer: mail])
            let finding = found.first { $0.message.key == "server.check.email-sign-in-off" }
            #expect((finding?.grade == .wrong) == isSaid && (finding?.remedy != nil) == isSaid, "\(rule) \(mail)")
        }
    }

    @Test("is whether each provider answers, names itself as the settings do, and shows its keys")
    func providers() async throws {
        let settings: [Setting: String] = [.signInProviders: SampleProvider.settings]
        let silent = try await Self.said(settings).first { $0.message.key == "server.check.provider-wrong" }
        #expect(silent?.grade == .wrong && silent?.remedy != nil)

        // It says what it is, and has no keys.
        let keyless = try await Self.said(settings, by: SampleProvider())
        #expect(keyless.contains { $0.message.key == "server.check.provider-wrong" })

        let good = try await Self.said(
            settings,
            by: SampleProvider(
                keys:
                    #"{"keys":[{"kty":"EC","crv":"P-256","use":"sig","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#
            ))
        #expect(good.first { $0.message.key == "server.check.provider" }?.grade == .good)
        #expect(!good.contains { $0.message.key == "server.check.provider-wrong" })
    }

    /// Nobody answers.
    private struct Silent: Outgoing {
        func send(_ request: OutgoingRequest) async throws(OutgoingError) -> OutgoingAnswer {
            throw .unreachable("connection refused")
        }
    }
}
