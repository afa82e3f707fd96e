// SPDX-License-Identifier: Apache-2.0

/// Reads XML as far as spreadsheets use it: elements, attributes, text. Names
/// come without prefix. A document type is refused, so that no entity can grow.
struct XMLScanner {
    enum Event: Hashable {
        case start(String, [String: String])
        case end(String)
        case text(String)
    }

    enum Failure: Error, Hashable { case unreadable }

    private let bytes: [UInt8]
    private var place = 0
    /// The end of an element that was empty: told right after its start.
    private var owed: String?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next event; `nil` at the end.
    mutating func next() throws(Failure) -> Event? {
        if let name = owed {
            owed = nil
            return .end(name)
        }
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<") else {
                let start = place
                while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
                return .text(try Self.plain(bytes[start..<place]))
            }
            if follows("<?") {
                try skip(past: "?>")
            } else if follows("<!--") {
                try skip(past: "-->")
            } else if follows("<![CDATA[") {
                let start = place + 9
                try skip(past: "]]>")
                guard start <= place - 3 else { throw .unreadable }
                return .text(String(decoding: bytes[start..<place - 3], as: UTF8.self))
            } else if follows("<!") {
                throw .unreadable
            } else {
                return try tag()
            }
        }
        return nil
    }

    private mutating func tag() throws(Failure) -> Event {
        place += 1
        let isEnd = place < bytes.count && bytes[place] == UInt8(ascii: "/")
        if isEnd { place += 1 }
        let name = Self.local(name())
        guard !name.isEmpty else { throw .unreadable }
        var attributes: [String: String] = [:]
        while true {
            skipBlanks()
            guard place < bytes.count else { throw .unreadable }
            switch bytes[place] {
            case UInt8(ascii: ">"):
                place += 1
                return isEnd ? .end(name) : .start(name, attributes)
            case UInt8(ascii: "/"):
                place += 1
                guard !isEnd, place < bytes.count, bytes[place] == UInt8(ascii: ">") else { throw .unreadable }
                place += 1
                owed = name
                return .start(name, attributes)
            default:
                let (key, value) = try attribute()
                guard !isEnd, attributes.count < 200 else { throw .unreadable }
                attributes[key] = value
            }
        }
    }

    private mutating func attribute() throws(Failure) -> (String, String) {
        let key = name()
        skipBlanks()
        guard !key.isEmpty, place < bytes.count, bytes[place] == UInt8(ascii: "=") else { throw .unreadable }
        place += 1
        skipBlanks()
        guard place < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[place]) else {
            throw .unreadable
        }
        let quote = bytes[place]
        let start = place + 1
        place = start
        while place < bytes.count, bytes[place] != quote { place += 1 }
        guard place < bytes.count else { throw .unreadable }
        place += 1
        return (Self.local(key), try Self.plain(bytes[start..<place - 1]))
    }

    private mutating func name() -> String {
        let start = place
        while place < bytes.count, !" \t\r\n/>=<\"'".utf8.contains(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private static func local(_ name: String) -> String { String(name.split(separator: ":").last ?? "") }

    private mutating func skipBlanks() {
        while place < bytes.count, " \t\r\n".utf8.contains(bytes[place]) { place += 1 }
    }

    private func follows(_ sign: StaticString, at start: Int? = nil) -> Bool {
        let start = start ?? place
        guard start + sign.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<sign.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == sign.utf8Start[$0] }
    }

    private mutating func skip(past sign: StaticString) throws(Failure) {
        while place < bytes.count {
            if follows(sign) {
                place += sign.utf8CodeUnitCount
                return
            }
            place += 1
        }
        throw .unreadable
    }

    private static let named: [String: Character] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]

    /// Text with its character references put in.
    private static func plain(_ bytes: ArraySlice<UInt8>) throws(Failure) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var plain = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "&") {
            plain += rest[..<mark]
            let after = rest[rest.index(after: mark)...]
            guard let end = after.prefix(12).firstIndex(of: ";"), let sign = character(String(after[..<end])) else {
                throw .unreadable
            }
            plain.append(sign)
            rest = after[after.index(after: end)...]
        }
        return plain + rest
    }

    private static func character(_ name: String) -> Character? {
        if let sign = named[name] { return sign }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let code = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return code.flatMap(Unicode.Scalar.init).map(Character.init)
    }
}
