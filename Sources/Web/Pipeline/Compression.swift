// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// Text above a kilobyte; never event streams, never what is compressed already.
    var isCompressible: Bool {
        guard let type = headers[.contentType], headers[.contentEncoding] == nil,
            (body.contentLength ?? .max) > 1_024
        else { return false }
        if type.hasPrefix("text/event-stream") { return false }
        return type.hasPrefix("text/") || type.contains("json") || type.contains("xml") || type.contains("javascript")
    }

    /// The same answer, gzipped. A body of unknown length is compressed while it is written.
    func compressed() async -> Response {
        var response = self
        if body.contentLength != nil {
            guard let bytes = try? await body.collected(), let packed = try? Gzip.packed(bytes) else { return self }
            response.body = ResponseBody(byteBuffer: packed)
        } else {
            let plain = body
            response.body = ResponseBody { writer in
                let packing = try GzipWriter(writer)
                try await plain.write(packing)
            }
        }
        response.headers[.contentEncoding] = "gzip"
        if let tag = headers[.eTag], !tag.hasPrefix("W/") { response.headers[.eTag] = "W/" + tag }
        return response
    }
}

extension Request {
    /// Whether the reader takes gzip (`gzip`, `*`, not with `q=0`).
    var acceptsGzip: Bool {
        guard let accepted = headers[.acceptEncoding] else { return false }
        return accepted.split(separator: ",").contains { part in
            let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let name = words.first, name == "gzip" || name == "*" else { return false }
            return !words.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" || $0 == "q=0.00" || $0 == "q=0.000" }
        }
    }
}

extension HTTPFields {
    mutating func addVary(_ name: String) {
        let present = self[.vary] ?? ""
        guard !present.contains(name) else { return }
        self[.vary] = present.isEmpty ? name : present + ", " + name
    }
}

extension ResponseBody {
    /// The whole body. Only for bodies of known length.
    func collected() async throws -> ByteBuffer {
        let sink = CollectingWriter.Sink()
        try await write(CollectingWriter(sink: sink))
        return sink.take()
    }
}

/// Keeps what is written to it.
private struct CollectingWriter: ResponseBodyWriter {
    final class Sink {
        private var buffer: ByteBuffer?
        func add(_ more: ByteBuffer) {
            var more = more
            if buffer == nil { buffer = more } else { buffer?.writeBuffer(&more) }
        }
        func take() -> ByteBuffer { buffer ?? ByteBuffer() }
    }

    let sink: Sink
    mutating func write(_ buffer: ByteBuffer) async throws { sink.add(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
