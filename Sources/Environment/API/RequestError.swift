// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What is wrong with the question in an address. Names the parameter, what
/// was written and what it takes.
package enum RequestError: UserFacing, Hashable {
    case badTime(field: String, text: String)
    case emptyStretch(from: Instant, to: Instant)
    case stretchTooLong(days: Int)
    case badPeriod(String)
    case badMedium(String)
    case badLimit(String)
    case badCursor
    case unknownParameter(String, known: [String])
    case unknownStation(String)
    case noIndex(code: String)
    case unknownRecord

    package var answer: (status: Int, message: Message) {
        switch self {
        case .badTime(let field, let text):
            (400, message("bad-time", ["field": .text(field), "text": .text(shortened(text))]))
        case .emptyStretch(let from, let to):
            (400, message("empty-stretch", ["from": .instant(from), "to": .instant(to)]))
        case .stretchTooLong(let days): (400, message("stretch-too-long", ["days": .count(days)]))
        case .badPeriod(let text): (400, message("bad-period", ["text": .text(shortened(text))]))
        case .badMedium(let text): (400, message("bad-medium", ["text": .text(shortened(text))]))
        case .badLimit(let text): (400, message("bad-limit", ["text": .text(shortened(text))]))
        case .badCursor: (400, message("bad-cursor"))
        case .unknownParameter(let text, let known):
            (400, message("unknown-parameter", ["text": .text(shortened(text)), "known": .text(list(known))]))
        case .unknownStation(let code): (404, message("unknown-station", ["code": .text(shortened(code))]))
        case .noIndex(let code): (404, message("no-index", ["code": .text(code)]))
        case .unknownRecord: (404, message("unknown-record"))
        }
    }

    private func message(_ key: String, _ arguments: [String: Message.Argument] = [:]) -> Message {
        Message("environment.request.\(key)", arguments)
    }

    private func shortened(_ text: String) -> String { text.count > 64 ? text.prefix(63) + "…" : text }

    private func list(_ names: [String]) -> String { names.isEmpty ? "–" : names.joined(separator: ", ") }
}
