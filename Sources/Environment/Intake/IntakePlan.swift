// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// A file with the identity of its record.
struct NumberedFile: Sendable {
    var id: StationFileRecord.ID
    let version: Int
    let read: ReadFile

    var accepted: Int {
        if case .read(_, _, let content) = read.outcome { content.lines.count } else { 0 }
    }

    var refused: Int {
        if case .read(_, _, let content) = read.outcome { content.refused.count } else { 0 }
    }

    var lines: Int {
        if case .read(_, _, let content) = read.outcome { content.lineCount } else { 0 }
    }
}

/// What is on record under the names of a batch.
struct KnownFiles {
    struct Known {
        let id: StationFileRecord.ID
        let sha256: [UInt8]
        let version: Int
        let state: StationFileRecord.State
    }

    private(set) var byName: [String: [Known]] = [:]

    /// One statement for the whole batch.
    init(named names: [String], in reader: any Reading) throws {
        let distinct = Set(names)
        guard !distinct.isEmpty else { return }
        let rows = try reader.rows(
            """
            SELECT name, id, sha256, version, state FROM environment_file
            WHERE name IN (\(SQL.list(distinct.sorted())))
            """)
        for row in rows {
            byName[try row.get(0), default: []].append(
                Known(
                    id: try row.get(1), sha256: try row.get(2), version: try row.get(3),
                    state: StationFileRecord.State(rawValue: try row.get(4)) ?? .refused))
        }
    }
}

extension IntakeWriter {
    /// What is to be done with each file of a batch.
    struct Plan {
        /// Content that had not come before.
        var new: [NumberedFile] = []
        /// How many times a file on record came again.
        var repeated: [StationFileRecord.ID: Int] = [:]
        /// Refused before, and now something of them is accepted.
        var retaken: [NumberedFile] = []

        init(_ files: [ReadFile], known: KnownFiles, at now: Instant) throws {
            var versions = known.byName.mapValues { $0.map(\.version).max() ?? 0 }
            var inBatch: [Identity: Int] = [:]
            var repeatedInBatch: [Int: Int] = [:]
            for file in files {
                let identity = Identity(name: file.name, sha256: file.sha256)
                if let place = inBatch[identity] {
                    repeatedInBatch[place, default: 0] += 1
                } else if let known = known.byName[file.name]?.first(where: { $0.sha256 == file.sha256 }) {
                    let again = NumberedFile(id: known.id, version: known.version, read: file)
                    if known.state == .refused, again.accepted > 0, !retaken.contains(where: { $0.id == known.id }) {
                        retaken.append(again)
                    } else {
                        repeated[known.id, default: 0] += 1
                    }
                } else {
                    let version = versions[file.name, default: 0] + 1
                    versions[file.name] = version
                    inBatch[identity] = new.count
                    new.append(NumberedFile(id: StationFileRecord.ID(0), version: version, read: file))
                }
            }
            self.repeatedInBatch = repeatedInBatch
        }

        /// How many times a new file came again within its own batch, by its place.
        let repeatedInBatch: [Int: Int]

        private struct Identity: Hashable {
            let name: String
            let sha256: [UInt8]
        }
    }
}
