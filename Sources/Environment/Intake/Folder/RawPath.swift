// SPDX-License-Identifier: Apache-2.0

/// A path relative to the intake folder as the file system gave it: bytes,
/// because a logger may name a file in any script and any encoding, and such a
/// file must still be found again to be moved away.
struct RawPath: Hashable, Sendable {
    /// Components divided by `/`; empty for the intake folder itself.
    let bytes: [UInt8]

    static let root = RawPath(bytes: [])

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(_ text: String) { bytes = Array(text.utf8) }

    func appending(_ name: [UInt8]) -> RawPath {
        bytes.isEmpty ? RawPath(bytes: name) : RawPath(bytes: bytes + [0x2F] + name)
    }

    var components: [ArraySlice<UInt8>] { bytes.split(separator: 0x2F) }

    /// The folder it lies in.
    var folder: RawPath {
        guard let slash = bytes.lastIndex(of: 0x2F) else { return .root }
        return RawPath(bytes: Array(bytes[..<slash]))
    }

    /// The last component.
    var name: [UInt8] {
        guard let slash = bytes.lastIndex(of: 0x2F) else { return bytes }
        return Array(bytes[(slash + 1)...])
    }

    /// Whether this lies in `folder` or is it.
    func isWithin(_ folder: RawPath) -> Bool {
        folder.bytes.isEmpty || self == folder
            || (bytes.count > folder.bytes.count && bytes[folder.bytes.count] == 0x2F
                && bytes.starts(with: folder.bytes))
    }

    /// For people and records: ill-formed text repaired.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
