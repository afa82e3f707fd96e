// SPDX-License-Identifier: Apache-2.0

/// A PNG taken apart by its chunks (ISO/IEC 15948): the picture and its colours
/// stay, texts, times, places and further frames go.
struct PNGPicture {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private(set) var size = PictureSize(width: 0, height: 0)
    private(set) var stripped = Self.signature

    private static let kept: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYS",
    ]
    /// Chunks without which there is no picture: an unknown one makes it unreadable.
    private static func isCritical(_ name: [UInt8]) -> Bool { name[0] & 0x20 == 0 }

    /// - Throws: `FileError.cutShort`, `.unreadable`, `.hiddenContent`.
    init(_ bytes: [UInt8]) throws(FileError) {
        stripped.reserveCapacity(bytes.count)
        var place = Self.signature.count
        var hasPicture = false
        while true {
            guard let length = bytes.long(at: place), place + 12 + length <= bytes.count else { throw .cutShort }
            let name = Array(bytes[(place + 4)..<(place + 8)])
            let text = String(decoding: name, as: UTF8.self)
            let next = place + 12 + length
            if text == "IHDR" {
                guard size.width == 0, length == 13, place == 8, let width = bytes.long(at: place + 8),
                    let height = bytes.long(at: place + 12)
                else { throw .unreadable }
                size = PictureSize(width: width, height: height)
            }
            guard size.width > 0, Self.kept.contains(text) || !Self.isCritical(name) else { throw .unreadable }
            hasPicture = hasPicture || text == "IDAT"
            if Self.kept.contains(text) { stripped += bytes[place..<next] }
            place = next
            if text == "IEND" { break }
        }
        guard hasPicture else { throw .unreadable }
        guard bytes[place...].allSatisfy({ $0 == 0 || $0 == 0x0A || $0 == 0x0D }) else { throw .hiddenContent }
    }
}
