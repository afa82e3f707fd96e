// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ledger
import SQLStore
import Web

extension AuditFeature {
    /// Every entry the question fits, as CSV, a thousand at a time.
    @Sendable func exportTable(_ request: Request, _ context: WebContext) async throws -> Response {
        let question = EntryQuestion(context)
        let columns = ["number", "at", "legal_effect"] + LedgerColumn.allCases.map(\.rawValue) + ["hash"]
        return context.csv("ledger.csv", columns: columns) { [self] csv in
            var question = question
            while true {
                let page = try await entries(question, limit: 1_000)
                for entry in page.items {
                    let record = entry.record
                    try await csv.write(
                        [.integer(entry.number), .instant(record.at), .integer(record.hasLegalEffect ? 1 : 0)]
                            + record.texts.map(CSVValue.text) + [.text(entry.hash.hex)])
                }
                guard page.next != nil, let last = page.items.last else { return }
                question.before = EntryPlace(at: last.record.at, number: last.number)
            }
        }
    }

    @Sendable func exportPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await entries(EntryQuestion(context), limit: context.pageSize(100, cap: 1_000))
        return context.json(items: page.items.map(EntryAnswer.init), next: context.next(after: page.next))
    }
}

/// An entry for programs: columns as they are stored.
struct EntryAnswer: Encodable {
    let entry: SealedEntry

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(entry.number, forKey: Key("number"))
        try container.encode(entry.record.at.microseconds, forKey: Key("at"))
        try container.encode(entry.record.hasLegalEffect ? 1 : 0, forKey: Key("legal_effect"))
        for (column, text) in zip(LedgerColumn.allCases, entry.record.texts) {
            try container.encode(text, forKey: Key(column.rawValue))
        }
        try container.encode(entry.hash.hex, forKey: Key("hash"))
    }
}
