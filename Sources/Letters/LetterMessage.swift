// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation

/// A letter as a message of the Internet: RFC 5322 with RFC 2045 and RFC 2047.
package struct LetterMessage: Sendable {
    /// Who writes: the name people see, and the address.
    package struct Sender: Hashable, Sendable {
        package let name: String
        package let address: EmailAddress

        package init(name: String, address: EmailAddress) {
            self.name = name
            self.address = address
        }

        /// `Phường Tân Ninh <no-reply@example.gov.vn>`, or the address alone.
        package init?(_ text: String) {
            let text = text.tidied()
            guard let open = text.lastIndex(of: "<") else {
                guard let address = EmailAddress(text) else { return nil }
                self.init(name: "", address: address)
                return
            }
            guard text.hasSuffix(">"),
                let address = EmailAddress(String(text[text.index(after: open)...].dropLast()))
            else { return nil }
            self.init(name: String(text[..<open]).tidied(), address: address)
        }
    }

    let letter: Letter
    /// The letter's.
    let recipient: EmailAddress
    let id: Letter.ID
    let sender: Sender
    let queuedAt: Instant

    /// The bytes to hand over.
    var bytes: [UInt8] {
        let from = sender.name.isEmpty ? sender.address.text : "\(Self.words(sender.name))\r\n <\(sender.address)>"
        let host = sender.address.text.split(separator: "@").last ?? "localhost"
        let text = letter.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let body = Data(text.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        let lines = [
            "Date: \(Self.date(queuedAt))",
            "From: \(from)",
            "To: \(recipient)",
            // The same letter handed over twice is known as one.
            "Message-ID: <\(id)@\(host)>",
            "Subject: \(Self.words(letter.subject))",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "", body, "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    /// Words of a header as encoded words, none of which divides a letter (RFC 2047, sections 2 and 5).
    static func words(_ text: String) -> String {
        var words: [String] = []
        var rest = Substring(text.tidied().split(whereSeparator: \.isNewline).joined(separator: " "))
        while !rest.isEmpty {
            // 36 bytes are 48 signs of base64; with the frame of twelve, and the
            // header's name before the first, less than 78 a line.
            var bytes = 0
            let word = rest.prefix { sign in
                bytes += sign.utf8.count
                return bytes <= 36
            }
            let piece = word.isEmpty ? rest.prefix(1) : word
            words.append("=?UTF-8?B?\(Data(piece.utf8).base64EncodedString())?=")
            rest = rest.dropFirst(piece.count)
        }
        return words.joined(separator: "\r\n ")
    }

    /// `Tue, 24 Nov 2026 12:30:00 +0000`
    static func date(_ moment: Instant) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: Date(timeIntervalSince1970: Double(moment.microseconds / 1_000_000)))
    }
}
