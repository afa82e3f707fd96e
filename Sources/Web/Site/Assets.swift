// SPDX-License-Identifier: Apache-2.0

package import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore

/// Style sheets, modules and pictures, read once at start-up, compressed
/// once, and served under an address that carries their checksum: a browser
/// keeps them for a year and never asks again.
package struct Assets: Sendable {
    struct File: Sendable {
        let type: String
        let plain: ByteBuffer
        let packed: ByteBuffer?
        let tag: String
    }

    /// `/static/<checksum>`
    let root: String
    private let files: [String: File]

    /// Reads the folder `Static` of this module.
    ///
    /// - Throws: When a file is missing: an installation without its files is broken.
    package static func bundled() throws -> Assets { try Assets(folder: WebResources.files) }

    package init(folder: URL) throws {
        var contents: [String: Data] = [:]
        contents["site.css"] = Data(try Self.styles(in: folder.appendingPathComponent("css")).utf8)
        for (name, ending) in [("js", "js"), ("image", "svg")] {
            let inner = folder.appendingPathComponent(name)
            for file in try FileManager.default.contentsOfDirectory(atPath: inner.path).sorted()
            where file.hasSuffix("." + ending) {
                contents["\(name)/\(file)"] = try Data(contentsOf: inner.appendingPathComponent(file))
            }
        }
        let whole = contents.sorted { $0.key < $1.key }.reduce(into: Data()) { $0 += Data($1.key.utf8) + $1.value }
        root = "/static/" + shortDigest(of: whole).prefix(16)
        files = Dictionary(
            uniqueKeysWithValues: contents.map { name, data in
                (name, File(data, type: Self.type(ofName: name)))
            })
    }

    /// The address of `css/…`'s union (`site.css`), `js/main.js`, `image/logo.svg`.
    package func address(of file: String) -> String { root + "/" + file }

    func answer(to request: Request) -> Response? {
        let path = request.uri.path
        guard path.hasPrefix("/static/"), request.method == .get, path.hasPrefix(root + "/"),
            let file = files[String(path.dropFirst(root.count + 1))]
        else { return nil }
        return file.answer(to: request)
    }

    /// All style sheets in the order of their names: `00-layers.css` first.
    private static func styles(in folder: URL) throws -> String {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".css") }.sorted()
            .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
            .map(minified).joined(separator: "\n")
    }

    /// Without comments and indentation; strings hold neither here.
    static func minified(_ css: String) -> String {
        var text = ""
        var rest = css[...]
        while let open = rest.range(of: "/*") {
            text += rest[..<open.lowerBound]
            rest = rest[open.upperBound...].range(of: "*/").map { rest[$0.upperBound...] } ?? ""
        }
        text += rest
        return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    static func type(ofName name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml; charset=utf-8"
        case "png": "image/png"
        default: "application/octet-stream"
        }
    }
}

extension Assets.File {
    init(_ data: Data, type: String) {
        self.type = type
        plain = ByteBuffer(bytes: data)
        let packed = type.hasPrefix("image/png") ? nil : try? Gzip.packed(plain, level: 9)
        self.packed = packed.flatMap { $0.readableBytes < data.count ? $0 : nil }
        tag = "\"" + shortDigest(of: data) + "\""
    }

    func answer(to request: Request) -> Response {
        var headers: HTTPFields = [
            .contentType: type, .cacheControl: "public, max-age=31536000, immutable", .eTag: tag,
            .accessControlAllowOrigin: "*", .resourcePolicy: "cross-origin",
        ]
        if packed != nil { headers[.vary] = "Accept-Encoding" }
        guard let packed, request.acceptsGzip else {
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: plain))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: packed))
    }
}

extension HTTPField.Name {
    static let resourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
}
