// SPDX-License-Identifier: Apache-2.0

import CZlib
import NIOCore

/// Unpacks what the server packed, by zlib's own hand.
enum Gunzip {
    struct Failure: Error { let code: Int32 }

    static func text(_ packed: ByteBuffer) throws -> String {
        var state = z_stream()
        var code = inflateInit2_(&state, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw Failure(code: code) }
        defer { inflateEnd(&state) }
        var input = Array(packed.readableBytesView)
        var output: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 65_536)
        input.withUnsafeMutableBufferPointer { bytes in
            state.next_in = bytes.baseAddress
            state.avail_in = UInt32(bytes.count)
            repeat {
                room.withUnsafeMutableBufferPointer { space in
                    state.next_out = space.baseAddress
                    state.avail_out = UInt32(space.count)
                    code = inflate(&state, Z_NO_FLUSH)
                    output += space[..<(space.count - Int(state.avail_out))]
                }
            } while code == Z_OK
        }
        guard code == Z_STREAM_END else { throw Failure(code: code) }
        return String(decoding: output, as: UTF8.self)
    }
}
