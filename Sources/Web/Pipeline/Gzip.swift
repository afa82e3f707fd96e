// SPDX-License-Identifier: Apache-2.0

import CZlib
import HTTPTypes
import Hummingbird
import NIOCore

/// The gzip format (RFC 1952) of zlib.
enum Gzip {
    struct Failure: Error { let code: Int32 }

    /// `bytes` compressed in one go.
    static func packed(_ bytes: ByteBuffer, level: Int32 = 5) throws -> ByteBuffer {
        let stream = try GzipStream(level: level)
        return try stream.packed(bytes, isLast: true)
    }
}

/// One run of zlib's deflate. Used by one task at a time.
final class GzipStream {
    private var state = z_stream()

    init(level: Int32) throws {
        // 15 bits of window, and 16 for the gzip frame.
        let code = deflateInit2_(
            &state, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw Gzip.Failure(code: code) }
    }

    deinit { deflateEnd(&state) }

    /// What comes out when `bytes` go in; on the last call everything.
    func packed(_ bytes: ByteBuffer, isLast: Bool) throws -> ByteBuffer {
        var output = ByteBuffer()
        output.reserveCapacity(max(512, bytes.readableBytes / 3))
        try bytes.withUnsafeReadableBytes { input in
            state.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
            state.avail_in = UInt32(input.count)
            var code = Z_OK
            repeat {
                output.writeWithUnsafeMutableBytes(minimumWritableBytes: 16_384) { room in
                    state.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    state.avail_out = UInt32(room.count)
                    code = deflate(&state, isLast ? Z_FINISH : Z_NO_FLUSH)
                    return room.count - Int(state.avail_out)
                }
                guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
                    throw Gzip.Failure(code: code)
                }
            } while state.avail_out == 0 || (isLast && code == Z_OK)
        }
        return output
    }
}

/// Compresses what is written through it.
struct GzipWriter: ResponseBodyWriter {
    private var target: any ResponseBodyWriter
    private let stream: GzipStream

    init(_ target: any ResponseBodyWriter) throws {
        self.target = target
        stream = try GzipStream(level: 5)
    }

    mutating func write(_ buffer: ByteBuffer) async throws {
        let packed = try stream.packed(buffer, isLast: false)
        if packed.readableBytes > 0 { try await target.write(packed) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        try await target.write(stream.packed(ByteBuffer(), isLast: true))
        try await target.finish(trailingHeaders)
    }
}
