// SPDX-License-Identifier: Apache-2.0

/// A JPEG taken apart by its segments (ISO/IEC 10918-1 annex B): what the
/// picture needs stays as it is, what tells of the person who took it goes.
/// Nothing is decoded and nothing made anew, so the picture loses nothing.
struct JPEGPicture {
    private(set) var size = PictureSize(width: 0, height: 0)
    /// How the picture is turned to be seen, 1 to 8 as EXIF counts.
    private(set) var orientation = 1
    /// The picture without what does not belong to it.
    private(set) var stripped: [UInt8] = [0xFF, 0xD8]

    /// - Throws: `FileError.cutShort`, `.unreadable`, `.hiddenContent`.
    init(_ bytes: [UInt8]) throws(FileError) {
        var head: [UInt8] = []
        var rest: [UInt8] = []
        rest.reserveCapacity(bytes.count)
        var place = 2
        var end: Int?
        while end == nil {
            guard place + 1 < bytes.count else { throw .cutShort }
            guard bytes[place] == 0xFF else { throw .unreadable }
            let marker = bytes[place + 1]
            switch marker {
            case 0xFF: place += 1
            case 0xD9:
                rest += [0xFF, 0xD9]
                end = place + 2
            case 0x01, 0xD0...0xD7: place += 2
            default:
                guard let length = bytes.short(at: place + 2), length >= 2 else { throw .cutShort }
                let next = place + 2 + length
                guard next <= bytes.count else { throw .cutShort }
                let content = bytes[(place + 4)..<next]
                switch marker {
                case 0xE0 where content.starts(with: Self.jfif) && content.count >= 14:
                    // Without the small picture that may hang on it.
                    head += [0xFF, 0xE0, 0, 16] + content.prefix(12) + [0, 0]
                case 0xE1 where content.starts(with: Self.exif):
                    orientation = Self.orientation(in: Array(content.dropFirst(Self.exif.count))) ?? orientation
                case 0xE2 where content.starts(with: Self.profile), 0xEE where content.starts(with: Self.adobe):
                    rest += bytes[place..<next]
                case 0xE0...0xEF, 0xFE: break
                case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                    guard size.width == 0, let height = bytes.short(at: place + 5),
                        let width = bytes.short(at: place + 7)
                    else { throw .unreadable }
                    size = PictureSize(width: width, height: height)
                    rest += bytes[place..<next]
                case 0xC4, 0xDB, 0xDD: rest += bytes[place..<next]
                case 0xDA:
                    guard size.width > 0 else { throw .unreadable }
                    guard let stop = Self.endOfScan(in: bytes, from: next) else { throw .cutShort }
                    rest += bytes[place..<stop]
                    place = stop
                    continue
                default: throw .unreadable
                }
                place = next
            }
        }
        guard size.width > 0 else { throw .unreadable }
        if let end, !Self.isHarmless(tail: bytes[end...]) { throw .hiddenContent }
        stripped += head + rest
    }

    /// The picture, told to be turned as it was.
    var turned: [UInt8] {
        guard orientation != 1 else { return stripped }
        let exif: [UInt8] =
            [0xFF, 0xE1, 0, 34] + Self.exif + [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1]
            + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0]
        let start = stripped.begins(with: [0xFF, 0xE0], at: 2) ? 20 : 2
        return Array(stripped[..<start]) + exif + stripped[start...]
    }

    private static let jfif = Array("JFIF\0".utf8)
    private static let exif = Array("Exif\0\0".utf8)
    private static let profile = Array("ICC_PROFILE\0".utf8)
    private static let adobe = Array("Adobe".utf8)

    /// Where the coded picture ends: at the next marker that is none of its own.
    private static func endOfScan(in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while let found = bytes.next(0xFF, from: place), found + 1 < bytes.count {
            switch bytes[found + 1] {
            case 0x00, 0xD0...0xD7: place = found + 2
            case 0xFF: place = found + 1
            default: return found
            }
        }
        return nil
    }

    /// What telephones write behind a picture: further pictures (a preview, a
    /// depth), a short film, Samsung's notes. It is cut off. Anything else has
    /// no business there.
    private static func isHarmless(tail: ArraySlice<UInt8>) -> Bool {
        let tail = Array(tail)
        return tail.allSatisfy { $0 == 0 || $0 == 0x0A || $0 == 0x0D || $0 == 0x20 || $0 == 0xFF }
            || tail.starts(with: [0xFF, 0xD8, 0xFF]) || tail.begins(with: Array("ftyp".utf8), at: 4)
            || tail.suffix(4).elementsEqual("SEFT".utf8)
    }

    /// The turn in the first directory of EXIF (TIFF 6.0), or `nil`.
    private static func orientation(in tiff: [UInt8]) -> Int? {
        let isLittle = tiff.starts(with: [0x49, 0x49, 0x2A, 0])
        guard isLittle || tiff.starts(with: [0x4D, 0x4D, 0, 0x2A]) else { return nil }
        func short(_ place: Int) -> Int? { tiff.short(at: place).map { isLittle ? ($0 & 255) << 8 | $0 >> 8 : $0 } }
        func long(_ place: Int) -> Int? {
            guard let first = short(place), let second = short(place + 2) else { return nil }
            return isLittle ? second << 16 | first : first << 16 | second
        }
        guard let directory = long(4), let count = short(directory) else { return nil }
        for entry in 0..<min(count, 200) {
            let place = directory + 2 + entry * 12
            if short(place) == 0x0112 { return short(place + 8).flatMap { (1...8).contains($0) ? $0 : nil } }
        }
        return nil
    }
}
