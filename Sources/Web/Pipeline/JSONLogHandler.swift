// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import Logging

/// Writes log lines as JSON objects, one a line, for machines that collect
/// them: `{"at":…,"level":…,"logger":…,"message":…, …metadata}`.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level
    private let label: String
    private let clock: Clock
    private let write: @Sendable (String) -> Void

    /// - Parameter write: Takes one whole line, its line end included. The
    ///   default is standard error.
    package init(
        label: String, level: Logger.Level = .info, clock: Clock = .machine,
        write: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
    ) {
        self.label = label
        logLevel = level
        self.clock = clock
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var all = metadataProvider?.get() ?? [:]
        all.merge(metadata) { $1 }
        if let own = event.metadata { all.merge(own) { $1 } }
        var line = "{\"at\":\"\(clock.now.iso8601())\",\"level\":\"\(event.level.rawValue)\","
        line += "\"logger\":\(Self.quoted(label)),\"message\":\(Self.quoted("\(event.message)"))"
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            line += ",\(Self.quoted(key)):\(Self.json(value))"
        }
        write(line + "}\n")
    }

    private static func json(_ value: Logger.Metadata.Value) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .stringConvertible(let thing):
            thing is any Numeric ? "\(thing)" : quoted("\(thing)")
        case .array(let items): "[" + items.map(json).joined(separator: ",") + "]"
        case .dictionary(let pairs):
            "{" + pairs.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(json($0.value))" }.joined(separator: ",")
                + "}"
        }
    }

    /// A JSON string. Line ends and other controls cannot break the line, nor
    /// can what moves a terminal's cursor or turns its direction of writing.
    static func quoted(_ text: String) -> String {
        var safe = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": safe += "\\\""
            case "\\": safe += "\\\\"
            case "\n": safe += "\\n"
            case _ where isDangerous(scalar):
                let hex = String(scalar.value, radix: 16)
                safe += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe + "\""
    }

    private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: true
        // Marks and embeddings of direction, and the separators of lines and paragraphs.
        case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
