// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import TestSupport
import Testing
import Web

@testable import Server

@Suite("The description of the open data")
struct OpenAPITests {
    static let file = SourceTree.root.appendingPathComponent("Sources/Server/API/openapi.json")

    private static func document() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    }

    @Test("has every address below /api, and no other")
    func routes() async throws {
        let paths = try #require(try Self.document()["paths"] as? [String: Any])
        let described = Set(paths.keys)
        let served = try await Backend.sqlite.withDatabase { database in
            let settings = try Settings(options: [:], environment: [:], file: nil)
            let city = try City(
                settings, database: database, secret: .random(),
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            return Set(city.tables.flatMap(\.routes).filter { $0.path.hasPrefix("/api/") }.map(\.path))
        }
        #expect(served.subtracting(described).isEmpty, "not described")
        #expect(described.subtracting(served).isEmpty, "not served")
    }

    @Test("gives every answer an example or a schema, and every parameter a description")
    func whole() throws {
        let document = try Self.document()
        #expect(document["openapi"] as? String == "3.1.0")
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        for (path, item) in paths {
            let operation = try #require(item["get"] as? [String: Any], "\(path)")
            #expect(operation["operationId"] is String && operation["summary"] is String, "\(path)")
            let responses = try #require(operation["responses"] as? [String: Any], "\(path)")
            #expect(responses["200"] != nil, "\(path)")
        }
        let parts = try #require(document["components"] as? [String: Any])
        for (name, parameter) in try #require(parts["parameters"] as? [String: [String: Any]]) {
            #expect(parameter["description"] is String, "\(name)")
        }
    }

    @Test("is valid OpenAPI 3.1 in the judgement of openapi-spec-validator", .enabled(if: python != nil))
    func valid() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.python ?? "")
        process.arguments = ["-m", "openapi_spec_validator", Self.file.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.runAlone()
        let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(words)")
    }

    /// The Python that `make setup` furnishes.
    private static let python: String? = {
        let path = SourceTree.root.appendingPathComponent(".venv/bin/python").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()
}
