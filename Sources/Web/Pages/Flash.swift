// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation

/// A message shown once, on the page after a form was accepted. It travels
/// in a signed cookie, so no server has to remember it.
package struct Flash: Hashable, Sendable {
    package let tone: Tone
    package let message: Message

    package init(_ tone: Tone, _ message: Message) {
        self.tone = tone
        self.message = message
    }

    private struct Stored: Codable {
        var tone: String
        var key: String
        var texts: [String: String]
        var counts: [String: Int]
    }

    /// - Note: Arguments other than texts and counts are not kept.
    func signed(by tokens: FormTokens) -> String {
        var stored = Stored(tone: tone.rawValue, key: message.key, texts: [:], counts: [:])
        for (name, argument) in message.arguments {
            switch argument {
            case .text(let text): stored.texts[name] = String(text.prefix(200))
            case .count(let count): stored.counts[name] = count
            case .number, .instant, .day, .message: continue
            }
        }
        let data = (try? JSONEncoder().encode(stored)) ?? Data()
        return tokens.signed(String(decoding: data, as: UTF8.self))
    }

    init?(signed text: String, by tokens: FormTokens) {
        guard !text.isEmpty, let opened = tokens.opened(text),
            let stored = try? JSONDecoder().decode(Stored.self, from: Data(opened.utf8)),
            let tone = Tone(rawValue: stored.tone)
        else { return nil }
        var arguments: [String: Message.Argument] = stored.texts.mapValues { .text($0) }
        for (name, count) in stored.counts { arguments[name] = .count(count) }
        self.init(tone, Message(stored.key, arguments))
    }
}

/// How serious something is, told by colour, sign and word together.
package enum Tone: String, CaseIterable, Sendable {
    case information
    case success
    case warning
    case danger
}
