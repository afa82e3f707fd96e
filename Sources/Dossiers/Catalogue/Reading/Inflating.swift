// SPDX-License-Identifier: Apache-2.0

import CZlib

/// Unpacks what was packed with zlib's method, never to more than is asked for.
enum Inflating {
    enum Failure: Error, Hashable { case unreadable, tooLarge }

    static func gzip(_ data: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        try unpacked(data[...], window: 15 + 16, limit: limit)
    }

    /// A member of a zip file: no head, no sum.
    static func raw(_ data: ArraySlice<UInt8>, limit: Int) throws(Failure) -> [UInt8] {
        try unpacked(data, window: -15, limit: limit)
    }

    /// With zlib's own head and sum, as in PDF.
    static func zlib(_ data: ArraySlice<UInt8>, limit: Int) throws(Failure) -> [UInt8] {
        try unpacked(data, window: 15, limit: limit)
    }

    private static func unpacked(
        _ data: ArraySlice<UInt8>, window: Int32, limit: Int
    ) throws(Failure) -> [UInt8] {
        var state = z_stream()
        guard inflateInit2_(&state, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .unreadable
        }
        defer { inflateEnd(&state) }
        var input = [UInt8](data)
        var output: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 18)
        var code = Z_OK
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
            } while code == Z_OK && output.count <= limit
        }
        guard output.count <= limit else { throw .tooLarge }
        guard code == Z_STREAM_END else { throw .unreadable }
        return output
    }
}
