// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

extension LedgerVerification {
    /// Checks an archive: that its files follow each other unchanged, and that
    /// their entries are those that the checkpoints in them promise.
    ///
    /// - Throws: `LedgerError.unreadable` for a folder without archive files,
    ///   and for a line that is none.
    package func report(on archive: LedgerArchive) throws -> LedgerReport {
        let files = try archive.files()
        guard let first = files.first else { throw LedgerError.unreadable(archive.folder) }
        var report = LedgerReport()
        let heads = try files.map { try LedgerArchive.head(of: $0) }
        var notes: [String] = []
        for file in files { notes += try Self.notes(in: file) }
        let keys = heads.flatMap(\.keys).compactMap(VerifierKey.init(text:))
        let chain = KeyChain(
            trusted: trusted, named: keys.reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
            notes: (notes + copies).compactMap(SignedNote.init))
        let origin = try LedgerArchive.head(of: first).origin
        var promises: [LogCheck.Promise] = []
        for (index, note) in notes.enumerated() {
            guard let checkpoint = chain.checkpoint(note), checkpoint.origin == origin,
                checkpoint.size >= promises.last?.size ?? 0
            else {
                report.findings.append(LedgerFinding(nil, .checkpointForged(number: index + 1)))
                continue
            }
            promises.append(LogCheck.Promise(size: checkpoint.size, root: checkpoint.root))
        }
        report.checkpoints = notes.count
        let (outside, strangers) = outsideCheckpoints(chain, of: origin)
        var check = LogCheck(promises: promises, watching: outside)
        var previous = ""
        for (file, head) in zip(files, heads) where !check.isOver {
            if head.previous != previous { check.breakChain(at: head.from) }
            previous = try LedgerArchive.hash(ofFile: file)
            try Self.entries(in: file) { check.add($0) }
        }
        check.finish()
        report.entries = check.frontier.count
        report.root = check.frontier.root
        report.findings = check.findings + report.findings + strangers
        // An archive may well be older than a copy: that alone is no finding.
        report.findings += check.outsideFindings(entries: .max)
        return report
    }

    private struct Line: Decodable {
        let checkpoint: String?
        let number: Int?
        let at: Int64?
        let hasLegalEffect: Int?
        var texts: [String] = []
        let hash: String?
        let marks: String?

        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            func key(_ name: String) -> Key { Key(stringValue: name) }
            checkpoint = try values.decodeIfPresent(String.self, forKey: key("checkpoint"))
            number = try values.decodeIfPresent(Int.self, forKey: key("number"))
            at = try values.decodeIfPresent(Int64.self, forKey: key("at"))
            hasLegalEffect = try values.decodeIfPresent(Int.self, forKey: key("legal_effect"))
            hash = try values.decodeIfPresent(String.self, forKey: key("hash"))
            marks = try values.decodeIfPresent(String.self, forKey: key("marks"))
            guard number != nil else { return }
            texts = try LedgerColumn.allCases.map { try values.decode(String.self, forKey: key($0.rawValue)) }
        }
    }

    private static func notes(in path: String) throws -> [String] {
        var notes: [String] = []
        try lines(of: path) { data in
            guard data.starts(with: Data("{\"checkpoint\":".utf8)) else { return }
            guard let note = try? JSONDecoder().decode(Line.self, from: data).checkpoint else {
                throw LedgerError.unreadable(path)
            }
            notes.append(note)
        }
        return notes
    }

    private static func entries(in path: String, _ body: (LogCheck.Entry) throws -> Void) throws {
        let decoder = JSONDecoder()
        try lines(of: path) { data in
            guard data.starts(with: Data("{\"number\":".utf8)) else { return }
            guard let line = try? decoder.decode(Line.self, from: data), let number = line.number, let at = line.at
            else { throw LedgerError.unreadable(path) }
            try body(
                LogCheck.Entry(
                    number: number,
                    record: EntryRecord(
                        at: Instant(microseconds: at), hasLegalEffect: line.hasLegalEffect == 1, texts: line.texts),
                    hash: line.hash.flatMap { LogHash(bytes: [UInt8](hex: $0) ?? []) } ?? .empty,
                    marks: EntryMarks(stored: line.marks.flatMap { [UInt8](hex: $0) } ?? [])))
        }
    }

    private static func lines(of path: String, _ body: (Data) throws -> Void) throws {
        guard let file = FileHandle(forReadingAtPath: path) else { throw LedgerError.unreadable(path) }
        var rest = Data()
        while let part = try file.read(upToCount: 4_194_304), !part.isEmpty {
            rest.append(part)
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: 10) {
                try body(Data(rest[start..<end]))
                start = end + 1
            }
            rest = Data(rest[start...])
        }
        if !rest.isEmpty { try body(rest) }
    }
}

extension [UInt8] {
    /// The bytes of hexadecimal digits; `nil` for anything else.
    package init?(hex text: String) {
        let digits = text.utf8.map { byte -> UInt8? in
            switch byte {
            case 48...57: byte - 48
            case 97...102: byte - 87
            default: nil
            }
        }
        guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map { (digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0) }
    }
}
