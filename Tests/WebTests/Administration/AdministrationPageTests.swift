// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import Web

@Suite("The page of administration")
struct AdministrationPageTests {
    private struct Gone: Error {}

    /// `words` are any that the pages have: what counts here is where they stand.
    private static func part(
        _ group: AdministrationPart.Group, _ address: Address,
        _ state: @escaping @Sendable () async throws -> AdministrationState
    ) -> AdministrationPart {
        AdministrationPart(
            group, Message("web.design.alarms"), address, for: Message("web.design.error-name"), state: state)
    }

    private static func concern(_ tone: Tone, _ name: String) -> AdministrationState {
        var state = AdministrationState()
        state.warn(tone, Message("web.quality.manual", ["by": .text(name)]))
        return state
    }

    private static func page(_ parts: [AdministrationPart]) async throws -> String {
        let site = try SampleSite.make(sessions: ["chief": .sample(.administrator), "leader": .sample(.leader)])
        return try await site.application([AdministrationPages(parts).routes], port: 0).test(.router) { client in
            var leader = Visitor(client, session: "leader")
            #expect(try await leader.get("/administration").status == .forbidden)
            var chief = Visitor(client, session: "chief")
            let answer = try await chief.get("/administration")
            #expect(answer.status == .ok)
            return String(buffer: answer.body)
        }
    }

    @Test("says first what is gravest, whichever part it comes from, and leads to that part")
    func order() async throws {
        let page = try await Self.page([
            Self.part(.organisation, "/first") { Self.concern(.information, "việc một") },
            Self.part(.access, "/second") { Self.concern(.danger, "việc hai") },
            Self.part(.system, "/third") { Self.concern(.warning, "việc ba") },
        ])
        let places = try ["việc hai", "việc ba", "việc một"].map { try #require(page.range(of: $0)).lowerBound }
        #expect(places == places.sorted())
        #expect(page.contains("<a class=\"queue-title\" href=\"/second\">"))
    }

    @Test("says that all is well where nothing is to be looked at")
    func well() async throws {
        let page = try await Self.page([Self.part(.data, "/data") { AdministrationState() }])
        #expect(page.contains("Lúc này không có việc gì cần xem."))
        #expect(!page.contains("queue-row"))
    }

    @Test("shows the other parts where one cannot be read")
    func unreadable() async throws {
        let page = try await Self.page([
            Self.part(.data, "/broken") { throw Gone() },
            Self.part(.system, "/whole") { Self.concern(.warning, "việc ba") },
        ])
        #expect(page.contains("<a href=\"/broken\">") && page.contains("<a href=\"/whole\">"))
        #expect(page.contains("Không đọc được tình trạng của phần này"))
        #expect(!page.contains("Gone"))
    }

    @Test("counts no further than it says, and every number has its definition and its records")
    func figures() async throws {
        let (now, means) = (Instant(seconds: 1_796_000_000), Message("web.design.error-name"))
        @Sendable func state(_ count: Int, isCapped: Bool) -> AdministrationState {
            var state = AdministrationState()
            state.add(
                Message("web.design.alarms"),
                .counted(count, isCapped: isCapped, at: now, means, records: "/records"))
            return state
        }
        let few = try await Self.page([Self.part(.data, "/a") { state(500, isCapped: true) }])
        #expect(few.contains(">500<") && !few.contains("hơn 500"))
        #expect(few.contains("href=\"/records\""))
        let many = try await Self.page([Self.part(.data, "/a") { state(501, isCapped: true) }])
        #expect(many.contains("hơn 500") && !many.contains(">501<"))
        let known = try await Self.page([Self.part(.data, "/a") { state(1_234, isCapped: false) }])
        #expect(known.contains("1.234"))
    }
}
