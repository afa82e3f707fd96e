// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import NIOCore

/// `multipart/form-data` (RFC 7578), parsed in memory. Whatever is not
/// exactly that is refused; nothing is guessed.
struct MultipartForm {
    private let boundary: [UInt8]

    /// - Parameter type: The request's content type, which names the boundary.
    /// - Throws: `WebError.unreadableForm`.
    init(type: String) throws {
        guard let name = Self.parameters(of: type)["boundary"], (1...70).contains(name.utf8.count) else {
            throw WebError.unreadableForm
        }
        boundary = Array("--\(name)".utf8)
    }

    func form(in body: ByteBuffer, limit: Int) throws -> FormInput {
        let bytes = body.readableBytesView
        var pairs: [(name: String, raw: String)] = []
        var files: [FormFile] = []
        guard var index = bytes.firstRange(of: boundary)?.upperBound else { throw WebError.unreadableForm }
        let separator = [13, 10] + boundary
        while !bytes[index...].starts(with: Self.dashes) {
            guard bytes[index...].starts(with: Self.lineEnd), pairs.count + files.count < limit,
                let end = bytes[index...].firstRange(of: separator)
            else { throw WebError.unreadableForm }
            let part = try Part(bytes[(index + 2)..<end.lowerBound])
            if let file = part.fileName {
                if !(file.isEmpty && part.content.isEmpty) {
                    files.append(
                        FormFile(
                            field: part.name, name: Self.label(file), type: part.type, bytes: ByteBuffer(part.content)))
                }
            } else {
                guard let raw = String(validating: part.content, as: UTF8.self) else { throw WebError.unreadableForm }
                pairs.append((part.name, raw))
            }
            index = end.upperBound
        }
        return FormInput(pairs: pairs, files: files)
    }

    private static let dashes = Array("--".utf8)
    private static let lineEnd: [UInt8] = [13, 10]

    /// The last part of a path of any system, tidied.
    private static func label(_ name: String) -> String {
        String(name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "").tidied()
    }

    /// `name=value` pairs after the first `;`, quotes taken off.
    static func parameters(of header: String) -> [String: String] {
        var found: [String: String] = [:]
        var rest = header.drop { $0 != ";" }
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(name.count)
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst()
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let character = rest.first, character != "\"" {
                    if character == "\\", rest.dropFirst().first == "\"" { rest = rest.dropFirst() }
                    value.append(rest.removeFirst())
                }
                rest = rest.drop { $0 != ";" }
            } else {
                value = rest.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
                rest = rest.drop { $0 != ";" }
            }
            found[name.trimmingCharacters(in: .whitespaces).lowercased()] = value
        }
        return found
    }
}

/// One part between two boundaries.
private struct Part {
    let name: String
    let fileName: String?
    let type: String
    let content: ByteBufferView

    init(_ bytes: ByteBufferView) throws {
        guard let gap = bytes.firstRange(of: [13, 10, 13, 10]), gap.lowerBound - bytes.startIndex <= 8_192,
            let head = String(validating: bytes[..<gap.lowerBound], as: UTF8.self)
        else { throw WebError.unreadableForm }
        var disposition: [String: String] = [:]
        var type = "application/octet-stream"
        for line in head.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { throw WebError.unreadableForm }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            switch line[..<colon].lowercased() {
            case "content-disposition": disposition = MultipartForm.parameters(of: value)
            case "content-type": type = value
            default: continue
            }
        }
        guard let name = disposition["name"] else { throw WebError.unreadableForm }
        self.name = name
        fileName = disposition["filename"]
        self.type = type
        content = bytes[gap.upperBound...]
    }
}
