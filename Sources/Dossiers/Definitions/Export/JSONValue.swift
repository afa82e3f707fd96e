// SPDX-License-Identifier: Apache-2.0

/// JSON whose keys are known only when it is made.
indirect enum JSONValue: Encodable, Hashable {
    case text(String)
    case number(Int64)
    case flag(Bool)
    case list([JSONValue])
    case object([String: JSONValue])

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text): try text.encode(to: encoder)
        case .number(let number): try number.encode(to: encoder)
        case .flag(let flag): try flag.encode(to: encoder)
        case .list(let list): try list.encode(to: encoder)
        case .object(let object): try object.encode(to: encoder)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
    init(stringLiteral text: String) { self = .text(text) }
    init(booleanLiteral flag: Bool) { self = .flag(flag) }
    init(integerLiteral number: Int64) { self = .number(number) }
    init(arrayLiteral list: JSONValue...) { self = .list(list) }
    init(dictionaryLiteral pairs: (String, JSONValue)...) {
        self = .object(Dictionary(pairs) { first, _ in first })
    }
}
