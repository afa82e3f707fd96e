// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HummingbirdTesting
import Logging
import Testing

@testable import Web

@Suite("Refusals in the log")
struct RefusalLogTests {
    @Test("say who was refused what, why and from where, without what was sent")
    func lines() async throws {
        let lines = Lines()
        var logger = Logger(label: "test") { JSONLogHandler(label: $0, write: lines.add) }
        logger.logLevel = .notice
        let settings = SiteSettings(proxies: [""])
        try await SampleRoutes.application(settings: settings, logger: logger).test(.router) { client in
            let from: HTTPFields = [.init("X-Forwarded-For")!: "192.0.2.1"]
            var leader = Visitor(client, session: "leader")
            _ = try await leader.get("/operators/x?secret=abc", from)
            _ = try await leader.post("/form", "name=secret", token: "wrong", from)
            var visitor = Visitor(client)
            _ = try await visitor.get("/operators", from)
            _ = try await visitor.get("/open", from)
        }
        let refused = lines.all.filter { $0.contains("\"message\":\"refused\"") }
        #expect(refused.count == 2)
        for line in refused {
            #expect(line.contains("\"actor\":\"person:sample\"") && line.contains("\"client\":\"192.0.2.1\""))
            #expect(line.contains("\"request\":") && !line.contains("secret") && !line.contains("abc"))
        }
        #expect(refused.first?.contains("\"reason\":\"web.error.forbidden\"") == true)
        #expect(refused.first?.contains("\"route\":\"/operators/{name}\"") == true)
        #expect(refused.last?.contains("\"reason\":\"web.error.form-token\"") == true)
    }
}
