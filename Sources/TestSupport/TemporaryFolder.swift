// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Lends an empty folder, which is gone afterwards.
package nonisolated(nonsending) func withTemporaryFolder<Value>(_ body: (String) async throws -> Value) async throws
    -> Value
{
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("vamco-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}
