// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("The record of authentications")
struct AuthenticationRecordTests {
    private static let period = Figure.Period(start: Office.start, end: Office.start + .hours(1))

    private func share(_ office: Office, of acts: [String: Int]) async throws -> Figure {
        try await office.identity.authentications.authenticatedShare(
            of: acts, in: Self.period, records: "/identity/accounts")
    }

    @Test(
        "tells the share of acts under two factors; none, forged and low ones count as not",
        arguments: Backend.available)
    func share(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hireWithFactor("hanh.nt")
            try await office.hire("phuc.tv", name: "Trần Văn Phúc")
            let strong = try await office.complete(try await office.signIn("hanh.nt").token, office.code()).token
            let weak = try await office.signIn("phuc.tv").token
            let two = try #require(try await office.viewer(strong)?.authentication)
            let one = try #require(try await office.viewer(weak)?.authentication)

            let figure = try await share(office, of: [two: 3, one: 2, "": 4, "forged": 1])
            #expect(figure.number == 30 && figure.unit == .percent && figure.period == Self.period)
            let whole = try await share(office, of: [two: 3])
            #expect(whole.number == 100)
            let counts = try await office.identity.authentications.counts(
                in: Office.start..<Office.start + .seconds(1))
            #expect(counts == [.medium: 1, .low: 1])
        }
    }

    @Test("has no share where nobody acted, and says why")
    func nothing() async throws {
        try await Office.open(on: .sqlite) { office in
            let figure = try await share(office, of: [:])
            #expect(figure.value == .none(because: Message("identity.figure.no-acts")))
        }
    }

    @Test("is asked for more acts than one statement takes")
    func many() async throws {
        try await Office.open(on: .sqlite) { office in
            let acts = Dictionary(uniqueKeysWithValues: (1...1_200).map { ("id-\($0)", 1) })
            let figure = try await share(office, of: acts)
            #expect(figure.number == 0)
        }
    }
}
