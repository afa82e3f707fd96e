// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The first sheet of an Excel workbook as rows of texts (ECMA-376, Office
/// Open XML). Formulas count for what was last computed of them.
struct Spreadsheet {
    enum Failure: Error, Hashable { case unreadable, tooLarge }

    struct Row: Hashable {
        /// The row's number as Excel shows it.
        let number: Int
        /// By column, 0 for A.
        let cells: [Int: String]
    }

    static let rowLimit = 50_000
    static let columnLimit = 64
    /// Characters of one cell: Excel's own limit.
    static let cellLimit = 32_767
    /// Bytes of all cells together: one shared text may stand in many cells.
    static let textLimit = 64 << 20

    private(set) var rows: [Row] = []

    init(_ bytes: [UInt8]) throws(Failure) {
        do {
            let file = try ZipFile(bytes)
            guard let sheet = try file.member(try Self.firstSheet(of: file)) else { throw Failure.unreadable }
            let shared = try file.member("xl/sharedStrings.xml").map(Self.texts) ?? []
            rows = try Self.rows(of: sheet, shared)
        } catch let error as ZipFile.Failure {
            throw error == .tooLarge ? .tooLarge : .unreadable
        } catch let error as Failure {
            throw error
        } catch {
            throw .unreadable
        }
    }

    /// `A` for 0, `AB` for 27.
    static func letters(of column: Int) -> String {
        var (text, rest) = ("", column + 1)
        while rest > 0 {
            text = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + text
            rest = (rest - 1) / 26
        }
        return text
    }

    /// The sheet that stands first in the workbook.
    private static func firstSheet(of file: ZipFile) throws -> String {
        let usual = "xl/worksheets/sheet1.xml"
        guard let book = try file.member("xl/workbook.xml"),
            let links = try file.member("xl/_rels/workbook.xml.rels")
        else { return usual }
        let id = try starts(of: "sheet", in: book).first?["id"]
        let target = try starts(of: "Relationship", in: links).first { $0["Id"] == id }?["Target"]
        guard let target else { return usual }
        return target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }

    private static func starts(of name: String, in bytes: [UInt8]) throws -> [[String: String]] {
        var scanner = XMLScanner(bytes)
        var found: [[String: String]] = []
        while let event = try scanner.next(), found.count < 1_000 {
            if case .start(name, let attributes) = event { found.append(attributes) }
        }
        return found
    }

    /// The shared texts, those of several runs as one; reading aids left out.
    private static func texts(_ bytes: [UInt8]) throws -> [String] {
        var scanner = XMLScanner(bytes)
        var texts: [String] = []
        var text = ""
        var (isText, isAid) = (false, false)
        while let event = try scanner.next() {
            switch event {
            case .start("si", _): text = ""
            case .start("rPh", _): isAid = true
            case .end("rPh"): isAid = false
            case .start("t", _): isText = true
            case .end("t"): isText = false
            case .text(let part) where isText && !isAid: text += part
            case .end("si"): texts.append(text)
            default: break
            }
        }
        return texts
    }

    private static func rows(of bytes: [UInt8], _ shared: [String]) throws -> [Row] {
        var scanner = XMLScanner(bytes)
        var rows: [Row] = []
        var row = (number: 0, cells: [Int: String]())
        var cell: (column: Int, type: String)?
        var (value, isValue, size, nextColumn) = ("", false, 0, 0)
        while let event = try scanner.next() {
            switch event {
            case .start("row", let attributes):
                row = (attributes["r"].flatMap { Int($0) } ?? row.number + 1, [:])
                nextColumn = 0
            case .start("c", let attributes):
                let column = attributes["r"].map(column) ?? nextColumn
                cell = column.map { ($0, attributes["t"] ?? "n") }
                nextColumn = (column ?? nextColumn) + 1
                value = ""
            case .start("v", _), .start("t", _): isValue = true
            case .end("v"), .end("t"): isValue = false
            case .text(let part) where isValue: value += part
            case .end("c"):
                guard let (column, type) = cell else { throw Failure.unreadable }
                cell = nil
                let text = try content(value, type, shared)
                guard !text.isEmpty, column < columnLimit else { continue }
                size += text.utf8.count
                guard size <= textLimit, text.count <= cellLimit else { throw Failure.tooLarge }
                row.cells[column] = text
            case .end("row"):
                guard !row.cells.isEmpty else { continue }
                guard rows.count < rowLimit else { throw Failure.tooLarge }
                rows.append(Row(number: row.number, cells: row.cells))
            default: break
            }
        }
        return rows
    }

    private static func content(_ value: String, _ type: String, _ shared: [String]) throws -> String {
        guard type == "s" else { return value }
        guard let place = Int(value), shared.indices.contains(place) else { throw Failure.unreadable }
        return shared[place]
    }

    /// The column of `AB12`; `nil` for what is no cell's name.
    private static func column(of name: String) -> Int? {
        let letters = name.utf8.prefix { (65...90).contains($0) }
        guard (1...3).contains(letters.count) else { return nil }
        return letters.reduce(0) { $0 * 26 + Int($1) - 64 } - 1
    }
}
