// SPDX-License-Identifier: Apache-2.0

package import Basics

extension StationFile {
    /// Why a line is not taken.
    package enum Refusal: Hashable, Sendable {
        case tooLong(limit: Int)
        /// The last line breaks off: no line end, and columns missing or cut.
        case truncated
        case wrongColumnCount(Int)
        case unknownParameter(String)
        case notANumber(NumberError)
        case missingUnit
        case unit(UnitRefusal)
        /// Not fourteen digits, or no such date and time.
        case badTime(String)
        case inFuture(Instant)
        case beforeEarliest(Instant)
        case missingStatus
        case statusTooLong

        package var message: Message {
            switch self {
            case .tooLong(let limit): Message("environment.refusal.line-too-long", ["limit": .count(limit)])
            case .truncated: Message("environment.refusal.line-truncated")
            case .wrongColumnCount(let count):
                Message("environment.refusal.wrong-column-count", ["count": .count(count)])
            case .unknownParameter(let symbol):
                Message("environment.refusal.unknown-parameter", ["symbol": .text(symbol)])
            case .notANumber(let error): error.message
            case .missingUnit: Message("environment.refusal.missing-unit")
            case .unit(let refusal): refusal.message
            case .badTime(let text): Message("environment.refusal.bad-time", ["text": .text(text)])
            case .inFuture(let at): Message("environment.refusal.in-future", ["at": .instant(at)])
            case .beforeEarliest(let at): Message("environment.refusal.before-earliest", ["at": .instant(at)])
            case .missingStatus: Message("environment.refusal.missing-status")
            case .statusTooLong: Message("environment.refusal.status-too-long")
            }
        }
    }
}

/// Why a whole file goes to the quarantine.
package enum StationFileError: Error, Hashable, Sendable {
    case name(StationFile.Name.Refusal)
    /// No byte, or only blank lines.
    case noLines
    /// A zero byte at this offset: no text, or text in UTF-16.
    case binary(offset: Int)
    case tooLarge(bytes: Int, limit: Int)
    case tooManyLines(limit: Int)

    package var message: Message {
        switch self {
        case .name(let refusal): refusal.message
        case .noLines: Message("environment.refusal.no-lines")
        case .binary(let offset): Message("environment.refusal.binary", ["offset": .count(offset)])
        case .tooLarge(let bytes, let limit):
            Message("environment.refusal.file-too-large", ["bytes": .count(bytes), "limit": .count(limit)])
        case .tooManyLines(let limit): Message("environment.refusal.too-many-lines", ["limit": .count(limit)])
        }
    }
}

extension NumberError {
    package var message: Message {
        switch self {
        case .empty: Message("environment.refusal.number-missing")
        case .notANumber: Message("environment.refusal.not-a-number")
        case .notFinite: Message("environment.refusal.number-not-finite")
        case .tooLarge: Message("environment.refusal.number-too-large")
        case .unclearSeparators: Message("environment.refusal.number-unclear")
        }
    }
}
