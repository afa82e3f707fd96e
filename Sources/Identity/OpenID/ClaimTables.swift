// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// Which claim of a provider means what here: dated reference data
/// (Reference/openid-claims.csv), a table by name.
struct ClaimTables: Sendable {
    enum Field: String, Sendable {
        case name, email, phone, born, organisation, business
        case identityNumber = "identity-number"
        case taxCode = "tax-code"
        case organisationCode = "organisation-code"
    }

    /// One line of a table: which claim tells a field.
    struct Line: Sendable {
        let field: Field
        let claim: String
        /// The value that makes the field true.
        let equals: String
    }

    private let lines: [String: [Line]]

    /// The tables that come with the program.
    ///
    /// - Throws: That the file is missing from the program's folder.
    static func shipped() throws -> ClaimTables {
        try ClaimTables(file: IdentityFeature.resources.appendingPathComponent("Reference/openid-claims.csv"))
    }

    /// A line that nothing can be made of.
    struct Damaged: Error, Hashable {
        /// From 1, the heading's line.
        let line: Int
    }

    /// - Throws: `Damaged`, `CSVError`, or that the file cannot be read.
    init(file: URL) throws {
        try self.init(utf8: [UInt8](try Data(contentsOf: file)))
    }

    init(utf8 bytes: [UInt8]) throws {
        var reader = CSVReader(utf8: bytes)
        var lines: [String: [Line]] = [:]
        for (index, row) in try reader.rows().enumerated().dropFirst() {
            guard row.fields.count >= 4, let field = Field(rawValue: row.fields[1]), !row.fields[0].isEmpty,
                !row.fields[2].isEmpty, field != .business || !row.fields[3].isEmpty
            else { throw Damaged(line: index + 1) }
            lines[row.fields[0], default: []].append(
                Line(field: field, claim: row.fields[2], equals: row.fields[3]))
        }
        self.lines = lines
    }

    /// A table's lines in the order in which they count; empty for a table there is none of.
    func lines(of table: String) -> [Line] { lines[table] ?? [] }

    var names: Set<String> { Set(lines.keys) }

    /// Who `claims` tell of. Where several claims mean the same, the first that is there counts.
    func profile(of claims: Claims, by table: String) -> CitizenProfile {
        func text(_ field: Field) -> String? {
            for line in lines[table] ?? [] where line.field == field {
                if let text = claims[line.claim]?.text?.tidied(), !text.isEmpty { return String(text.prefix(200)) }
            }
            return nil
        }
        let isBusiness = (lines[table] ?? []).contains { line in
            line.field == .business && claims[line.claim]?.text == line.equals
        }
        return CitizenProfile(
            kind: isBusiness ? .business : .person, name: text(.name), organisation: text(.organisation),
            identityNumber: text(.identityNumber), taxCode: text(.taxCode), organisationCode: text(.organisationCode),
            email: text(.email), phone: text(.phone), born: text(.born))
    }
}
