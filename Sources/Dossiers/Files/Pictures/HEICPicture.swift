// SPDX-License-Identifier: Apache-2.0

/// The head of a HEIC file (ISO/IEC 14496-12 boxes, 23008-12): enough to know
/// its size before anything decodes it.
struct HEICPicture {
    let size: PictureSize

    private static let brands: Set<String> = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"]
    /// Files that say only that they hold a picture name its coding among the compatible brands.
    private static let families: Set<String> = ["mif1", "mif2", "msf1"]

    static func isOne(_ bytes: [UInt8]) -> Bool {
        guard let length = bytes.long(at: 0), (16...256).contains(length), length <= bytes.count,
            bytes.begins(with: Array("ftyp".utf8), at: 4)
        else { return false }
        let names = stride(from: 8, to: length - 3, by: 4).filter { $0 != 12 }
            .map { String(decoding: bytes[$0..<($0 + 4)], as: UTF8.self) }
        guard let major = names.first else { return false }
        return brands.contains(major) || (families.contains(major) && names.contains { brands.contains($0) })
    }

    /// - Throws: `FileError.cutShort`, `.unreadable`, `.hiddenContent`.
    init(_ bytes: [UInt8]) throws(FileError) {
        var sizes: [PictureSize] = []
        var hasData = false
        var place = 0
        while place < bytes.count {
            guard let box = Box(bytes, at: place, end: bytes.count) else {
                // Whole boxes first, and then something that is none.
                throw hasData ? .hiddenContent : .cutShort
            }
            if box.name == "meta" { sizes += Self.sizes(in: bytes, box.content.dropFirst(4)) }
            if box.name == "mdat" { hasData = true }
            guard Box.isKnown(box.name) else { throw .hiddenContent }
            place = box.end
        }
        guard hasData else { throw .cutShort }
        guard let size = sizes.max(by: { max($0.width, $0.height) < max($1.width, $1.height) }) else {
            throw .unreadable
        }
        self.size = size
    }

    /// `iprp` > `ipco` > `ispe`.
    private static func sizes(in bytes: [UInt8], _ range: Range<Int>) -> [PictureSize] {
        var found: [PictureSize] = []
        for box in Box.all(in: bytes, range) {
            switch box.name {
            case "iprp", "ipco": found += sizes(in: bytes, box.content)
            case "ispe":
                guard let width = bytes.long(at: box.content.lowerBound + 4),
                    let height = bytes.long(at: box.content.lowerBound + 8)
                else { continue }
                found.append(PictureSize(width: width, height: height))
            default: continue
            }
        }
        return found
    }
}

/// A box: length, name, content.
private struct Box {
    let name: String
    let content: Range<Int>
    let end: Int

    init?(_ bytes: [UInt8], at place: Int, end limit: Int) {
        guard let short = bytes.long(at: place), place + 8 <= limit else { return nil }
        var (length, head) = (short, 8)
        if short == 1 {
            guard let high = bytes.long(at: place + 8), high == 0, let low = bytes.long(at: place + 12) else {
                return nil
            }
            (length, head) = (low, 16)
        } else if short == 0 {
            length = limit - place
        }
        guard length >= head, place + length <= limit else { return nil }
        name = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
        content = (place + head)..<(place + length)
        end = place + length
    }

    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [Box] {
        var boxes: [Box] = []
        var place = range.lowerBound
        while place < range.upperBound, boxes.count < 10_000, let box = Box(bytes, at: place, end: range.upperBound) {
            boxes.append(box)
            place = box.end
        }
        return boxes
    }

    /// What stands at the top of picture files.
    static func isKnown(_ name: String) -> Bool {
        ["ftyp", "meta", "mdat", "moov", "free", "skip", "wide", "uuid", "idat", "mpvd", "sefd"].contains(name)
    }
}
