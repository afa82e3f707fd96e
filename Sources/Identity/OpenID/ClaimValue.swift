// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a provider says of something, as JSON has it.
enum ClaimValue: Hashable, Sendable, Decodable {
    case text(String)
    case number(Double)
    case truth(Bool)
    case list([ClaimValue])
    case group(Claims)
    case nothing

    init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if box.decodeNil() {
            self = .nothing
        } else if let truth = try? box.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? box.decode(Double.self) {
            self = .number(number)
        } else if let text = try? box.decode(String.self) {
            self = .text(text)
        } else if let list = try? box.decode([ClaimValue].self) {
            self = .list(list)
        } else {
            self = .group(try box.decode(Claims.self))
        }
    }

    /// A text, or a whole number as text: some providers send `1` where others send `"1"`.
    var text: String? {
        switch self {
        case .text(let text): text
        case .number(let number): Int64(exactly: number).map(String.init)
        default: nil
        }
    }

    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var truth: Bool? { if case .truth(let truth) = self { truth } else { nil } }

    /// The texts of a list, or the one text.
    var texts: [String]? {
        switch self {
        case .text(let text): [text]
        case .list(let values):
            values.allSatisfy { if case .text = $0 { true } else { false } } ? values.compactMap(\.text) : nil
        default: nil
        }
    }
}

typealias Claims = [String: ClaimValue]

extension Claims {
    /// The members of a JSON object, or `nil` when the bytes are none.
    static func read(_ bytes: [UInt8]) -> Claims? {
        try? JSONDecoder().decode(Claims.self, from: Data(bytes))
    }

    func text(_ name: String) -> String? {
        guard case .text(let text) = self[name] else { return nil }
        return text
    }
}
