// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import TestSupport
import Testing
import Web

@testable import Environment

/// `VAMCO_PREVIEW_PORT=8098 swift test --filter EnvironmentTests.PreviewTests` serves
/// the environment's pages over a sample city until `/preview/end` is asked for.
@Suite(
    "The environment's preview server", .enabled(if: ProcessInfo.processInfo.environment["VAMCO_PREVIEW_PORT"] != nil))
struct PreviewTests {
    @Test("serves the pages until it is told to end")
    func serve() async throws {
        let port = try #require(ProcessInfo.processInfo.environment["VAMCO_PREVIEW_PORT"].flatMap { Int($0) })
        let (end, source) = AsyncStream<Void>.makeStream()
        let preview = RouteTable(
            "preview",
            [
                .get("/preview/end", .everyone, answers: .data) { _, context in
                    source.yield()
                    return context.json("ending")
                }
            ])
        try await WebCity.open(on: .sqlite) { web in
            let application = web.site.application([web.pages.routes, preview], port: port)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                for await _ in end { break }
                group.cancelAll()
            }
        }
    }
}
