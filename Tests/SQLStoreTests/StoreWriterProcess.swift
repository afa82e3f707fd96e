// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// `storewriter`, running as a process of its own. What it prints goes to a
/// file, which outlives it.
final class StoreWriterProcess {
    private let process = Process()
    private let input = Pipe()
    private let output: String

    /// - Parameter folder: Where the file of its output is made.
    init(_ command: String, _ address: String, in folder: String) throws {
        output = folder + "/\(UUID().uuidString).txt"
        FileManager.default.createFile(atPath: output, contents: nil)
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.executableURL = tests.deletingLastPathComponent().appendingPathComponent("storewriter")
        process.arguments = [command, address]
        process.standardInput = input
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        try process.runAlone()
    }

    /// The lines printed so far.
    func lines() throws -> [String] {
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    func waitForLines(_ count: Int) async throws {
        try await waitUntil("\(count) lines of storewriter") { try lines().count >= count }
    }

    func endInput() { try? input.fileHandleForWriting.close() }

    /// Ends it without a chance to tidy up.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
