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
        let bytes = SearchableBytes(body)
        var pairs: [(name: String, raw: String)] = []
        var files: [FormFile] = []
        guard var place = bytes.range(of: boundary, from: 0)?.upperBound else { throw WebError.unreadableForm }
        let separator = [13, 10] + boundary
        while !bytes.starts(with: Self.dashes, at: place) {
            guard bytes.starts(with: Self.lineEnd, at: place), pairs.count + files.count < limit,
                let end = bytes.range(of: separator, from: place + 2)
            else { throw WebError.unreadableForm }
            let part = try Part(SearchableBytes(bytes.slice((place + 2)..<end.lowerBound)))
            if let file = part.fileName {
                if !(file.isEmpty && part.content.readableBytes == 0) {
                    files.append(
                        FormFile(field: part.name, name: Self.label(file), type: part.type, bytes: part.content))
                }
            } else {
                guard let raw = String(validating: part.content.readableBytesView, as: UTF8.self) else {
                    throw WebError.unreadableForm
                }
                pairs.append((part.name, raw))
            }
            place = end.upperBound
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
    let content: ByteBuffer

    init(_ bytes: SearchableBytes) throws {
        guard let gap = bytes.range(of: [13, 10, 13, 10], from: 0), gap.lowerBound <= 8_192,
            let head = String(validating: bytes.slice(0..<gap.lowerBound).readableBytesView, as: UTF8.self)
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
        content = bytes.slice(gap.upperBound..<bytes.count)
    }
}

/// Bytes of a body by their distance from its beginning, searched by the C
/// library: uploads are large.
private struct SearchableBytes {
    private let buffer: ByteBuffer

    init(_ buffer: ByteBuffer) { self.buffer = buffer }

    var count: Int { buffer.readableBytes }

    func slice(_ range: Range<Int>) -> ByteBuffer {
        buffer.getSlice(at: buffer.readerIndex + range.lowerBound, length: range.count) ?? ByteBuffer()
    }

    func starts(with text: [UInt8], at place: Int) -> Bool {
        place + text.count <= count && slice(place..<(place + text.count)).readableBytesView.elementsEqual(text)
    }

    func range(of text: [UInt8], from place: Int) -> Range<Int>? {
        buffer.withUnsafeReadableBytes { bytes in
            var place = place
            while place + text.count <= bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + place, Int32(text[0]), bytes.count - place - text.count + 1)
            {
                place = base.distance(to: found)
                if memcmp(found, text, text.count) == 0 { return place..<(place + text.count) }
                place += 1
            }
            return nil
        }
    }
}
