// SPDX-License-Identifier: Apache-2.0

package import Basics

extension SeriesImport {
    /// Why a record or a cell is not taken.
    package enum Reason: Error, Hashable, Sendable {
        /// The record is shorter than the plan expects.
        case missingColumn(Int)
        /// The upstream quality control says otherwise.
        case quality(String)
        case badTime
        case inFuture(Instant)
        case missingStation
        /// A sentinel or a word for a missing value.
        case missingValue(String)
        case number(NumberError)
        case unknownParameter(String)
        case unit(UnitRefusal)

        package var message: Message {
            switch self {
            case .missingColumn(let column):
                Message("environment.import.missing-column", ["column": .count(column + 1)])
            case .quality(let word): Message("environment.import.quality", ["word": .text(word)])
            case .badTime: Message("environment.import.bad-time")
            case .inFuture(let at): Message("environment.refusal.in-future", ["at": .instant(at)])
            case .missingStation: Message("environment.import.missing-station")
            case .missingValue(let text): Message("environment.import.missing-value", ["text": .text(text)])
            case .number(let error): error.message
            case .unknownParameter(let symbol):
                Message("environment.refusal.unknown-parameter", ["symbol": .text(symbol)])
            case .unit(let refusal): refusal.message
            }
        }
    }
}

extension CSVError {
    package var message: Message {
        switch self {
        case .unterminatedQuote(let line, let column):
            Message("environment.import.unterminated-quote", ["line": .count(line), "column": .count(column)])
        case .textAfterQuote(let line, let column):
            Message("environment.import.text-after-quote", ["line": .count(line), "column": .count(column)])
        case .tooManyFields(let line, let limit):
            Message("environment.import.too-many-fields", ["line": .count(line), "limit": .count(limit)])
        case .fieldTooLong(let line, let column, let limit):
            Message(
                "environment.import.field-too-long",
                ["line": .count(line), "column": .count(column), "limit": .count(limit)])
        }
    }
}
