// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation
package import SQLStore

/// Files that hold the log outside the database, chained: each names the hash
/// of the one before. A line a record, JSON; docs/ledger.md describes them.
package struct LedgerArchive: Sendable {
    package let folder: String

    package init(folder: String) { self.folder = folder }

    struct Head: Codable {
        let archive: String
        let origin: String
        let from: Int
        let to: Int
        /// SHA-256 of the file before, in hexadecimal digits; empty for the first.
        let previous: String
        let keys: [String]
    }

    static let form = "vamco-ledger-archive/1"

    /// The files, in their order.
    package func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.wholeMatch(of: /ledger-[0-9]{9}-[0-9]{9}\.jsonl/) != nil }.sorted().map { "\(folder)/\($0)" }
    }

    /// Writes what the last checkpoint covers and no file holds yet.
    ///
    /// - Returns: The new file; `nil` when there is nothing new.
    /// - Throws: `LedgerError.unreadable` for a folder of another log.
    package func extend(from tx: any Reading) throws -> String? {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let last = try files().last
        let lastHead = try last.map { try Self.head(of: $0) }
        guard let checkpoint = try CheckpointStore.latest(in: tx), let log = try CheckpointStore.log(in: tx) else {
            return nil
        }
        guard lastHead?.origin ?? log.origin == log.origin else { throw LedgerError.unreadable(folder) }
        let from = (lastHead?.to ?? 0) + 1
        guard checkpoint.size >= from else { return nil }
        let head = Head(
            archive: Self.form, origin: log.origin, from: from, to: checkpoint.size,
            previous: try last.map { try Self.hash(ofFile: $0) } ?? "",
            keys: try CheckpointStore.keys(in: tx).map(\.text))
        let path = folder + "/ledger-\(Self.nine(from))-\(Self.nine(checkpoint.size)).jsonl"
        try write(head, to: path + ".writing", from: tx)
        guard rename(path + ".writing", path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        return path
    }

    private func write(_ head: Head, to path: String, from tx: any Reading) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteNoPermission) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var text = String(decoding: try encoder.encode(head), as: UTF8.self) + "\n"
        try tx.each(
            """
            SELECT \(EntryStore.columns), marks FROM ledger_entry
            WHERE number >= \(head.from) AND number <= \(head.to) ORDER BY number
            """
        ) { row in
            text += Self.line(try EntryStore.entry(row), marks: try row.get(4 + LedgerColumn.allCases.count))
            if text.utf8.count > 1_000_000 {
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try CheckpointStore.each(in: tx) { checkpoint in
            if checkpoint.size >= head.from, checkpoint.size <= head.to {
                text += "{\"checkpoint\":\(CanonicalJSON.quoted(checkpoint.note))}\n"
            }
        }
        try file.write(contentsOf: Data(text.utf8))
        try file.synchronize()
        try file.close()
    }

    private static func line(_ entry: SealedEntry, marks: [UInt8]) -> String {
        var line = "{\"number\":\(entry.number),\"at\":\(entry.record.at.microseconds)"
        line += ",\"legal_effect\":\(entry.record.hasLegalEffect ? 1 : 0)"
        for (column, text) in zip(LedgerColumn.allCases, entry.record.texts) {
            line += ",\"\(column.rawValue)\":\(CanonicalJSON.quoted(text))"
        }
        return line + ",\"hash\":\"\(entry.hash.hex)\",\"marks\":\"\(marks.hex)\"}\n"
    }

    static func head(of path: String) throws -> Head {
        guard let file = FileHandle(forReadingAtPath: path), let start = try file.read(upToCount: 65_536),
            let line = start.split(separator: 10, maxSplits: 1).first,
            let head = try? JSONDecoder().decode(Head.self, from: Data(line)), head.archive == form
        else { throw LedgerError.unreadable(path) }
        return head
    }

    static func hash(ofFile path: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { throw LedgerError.unreadable(path) }
        var hasher = SHA256()
        while let part = try file.read(upToCount: 1_048_576), !part.isEmpty { hasher.update(data: part) }
        return Array(hasher.finalize()).hex
    }

    private static func nine(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 9 - text.count)) + text
    }
}
