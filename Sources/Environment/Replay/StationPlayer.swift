// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation

/// Puts files into the intake folder as an upload does: written under another
/// name first and renamed when they are whole, in the folders of station, year,
/// month and day.
package struct StationPlayer: Sendable {
    private let root: URL

    package init(intakeFolder: String) { root = URL(fileURLWithPath: intakeFolder, isDirectory: true) }

    /// Plays `files` one after the other.
    ///
    /// - Parameters:
    ///   - dueAt: When the machine's clock shall let a file go; `nil` for at once.
    ///   - pause: Waits until that moment; ends early by throwing when the player is stopped.
    ///   - played: Told after every file.
    package func play(
        _ files: [StationReplay.File], of station: String, dueAt: (Instant) -> Instant?,
        pause: (Instant) async throws -> Void, played: (StationReplay.File) -> Void = { _ in }
    ) async throws {
        var made: Set<String> = []
        for file in files {
            if let due = dueAt(file.at) { try await pause(due) }
            let (year, month, day) = CivilZone.vietNam.day(of: file.at).parts
            let folder = root.appendingPathComponent("\(station)/\(year)/\(two(month))/\(two(day))", isDirectory: true)
            if made.insert(folder.path).inserted {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            }
            let unfinished = folder.appendingPathComponent(file.name + ".tmp")
            try Data(file.content.utf8).write(to: unfinished)
            try rename(unfinished, to: folder.appendingPathComponent(file.name))
            played(file)
        }
    }

    /// In one step, over an older file of the same name.
    private func rename(_ source: URL, to target: URL) throws {
        guard Foundation.rename(source.path, target.path) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }
}
