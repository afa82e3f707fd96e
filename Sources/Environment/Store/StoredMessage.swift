// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore

/// A message as two columns: its key, and its arguments as a JSON object, so
/// that a reason kept for years is still read in the reader's language.
enum StoredMessage {
    static func arguments(of message: Message) -> String {
        guard !message.arguments.isEmpty else { return "{}" }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Text and numbers only: JSON has a form for each of them.
        guard let data = try? encoder.encode(message.arguments.mapValues(Stored.init)) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    static func message(key: String, arguments: String) throws -> Message {
        guard arguments != "{}" else { return Message(key) }
        do {
            let stored = try JSONDecoder().decode([String: Stored].self, from: Data(arguments.utf8))
            return Message(key, stored.mapValues(\.argument))
        } catch {
            throw StoreError.unreadable(column: "arguments", value: .text(arguments))
        }
    }

    /// A message as one column: the key, and after a space its arguments.
    static func line(_ message: Message) -> String {
        message.arguments.isEmpty ? message.key : message.key + " " + arguments(of: message)
    }

    static func line(_ text: String) throws -> Message {
        guard let space = text.firstIndex(of: " ") else { return Message(text) }
        return try message(key: String(text[..<space]), arguments: String(text[text.index(after: space)...]))
    }

    private struct Stored: Codable {
        var text: String?
        var count: Int?
        var number: Double?
        var decimals: Int?
        var instant: Int64?
        var day: Int?
        var key: String?
        var with: [String: Stored]?

        init(_ argument: Message.Argument) {
            switch argument {
            case .text(let value): text = value
            case .count(let value): count = value
            case .number(let value, let places):
                // JSON has no infinity and no NaN.
                number = value.isFinite ? value : 0
                decimals = places
            case .instant(let value): instant = value.microseconds
            case .day(let value): day = value.number
            case .message(let message):
                key = message.key
                with = message.arguments.mapValues(Stored.init)
            }
        }

        var argument: Message.Argument {
            if let text { return .text(text) }
            if let count { return .count(count) }
            if let number { return .number(number, decimals: decimals ?? 0) }
            if let instant { return .instant(Instant(microseconds: instant)) }
            if let day { return .day(CivilDay(number: day)) }
            if let key { return .message(Message(key, (with ?? [:]).mapValues(\.argument))) }
            return .text("")
        }
    }
}
