// SPDX-License-Identifier: Apache-2.0

/// What a PDF must not hold when somebody hands it in: a lock, a script,
/// another program's start, further files. It is looked for in every byte as it
/// stands and in every object stream unpacked; a stream of objects that cannot
/// be unpacked is refused, since nobody could say what is in it.
struct PDFCheck {
    /// As the largest tree of pages counts them; `nil` where it does not say.
    private(set) var pages: Int?

    private static let locks: Set<String> = ["Encrypt"]
    private static let acts: Set<String> = [
        "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA", "GoToE", "ImportData",
        "SubmitForm", "Rendition",
    ]
    /// Bytes of objects that are unpacked, of one stream and of all.
    private static let unpackedLimit = (one: 16 << 20, all: 48 << 20)

    /// - Throws: `FileError.cutShort`, `.hiddenContent`, `.locked`, `.active`, `.opaque`.
    init(_ bytes: [UInt8]) throws(FileError) {
        guard let end = bytes.last(Self.end) else { throw .cutShort }
        let blank: Set<UInt8> = [0, 9, 10, 12, 13, 32]
        guard bytes[(end + Self.end.count)...].allSatisfy(blank.contains), !bytes.endsAsZip else {
            throw .hiddenContent
        }
        let names = try Self.names(in: bytes)
        // Locked objects cannot be looked into: that comes first.
        guard !names.all.contains(where: { Self.locks.contains($0.text) }) else { throw .locked }
        try look(at: names)
        let marks = PDFMarks(bytes)
        pages = Self.pages(names, in: bytes, marks)
        var unpacked = 0
        for stream in try Self.objectStreams(names, marks, in: bytes) {
            let content = try Self.content(of: stream, in: bytes)
            unpacked += content.count
            guard unpacked <= Self.unpackedLimit.all else { throw .opaque }
            let names = try Self.names(in: content)
            try look(at: names)
            if let more = Self.pages(names, in: content, PDFMarks(content)) { pages = max(pages ?? 0, more) }
        }
    }

    private static let end = Array("%%EOF".utf8)

    private static let wanted = locks.union(acts).union(filters).union([
        "First", "N", "ObjStm", "Predictor", "Type", "Pages", "Count",
    ])

    private static func names(in bytes: [UInt8]) throws(FileError) -> PDFNames {
        let names = PDFNames(bytes, wanted: wanted)
        guard !names.isBeyondCounting else { throw .opaque }
        return names
    }

    private func look(at names: PDFNames) throws(FileError) {
        if names.all.contains(where: { Self.acts.contains($0.text) }) { throw .active }
    }

    /// A stream with its dictionary's names.
    private struct Stream {
        let names: Set<String>
        let content: Range<Int>
    }

    /// Every stream whose dictionary has `/First` and `/N`: only streams of objects do.
    private static func objectStreams(
        _ names: PDFNames, _ marks: PDFMarks, in bytes: [UInt8]
    ) throws(FileError) -> [Stream] {
        var streams: [Stream] = []
        var (object, words) = (-1, 0)
        for place in marks.streams {
            let head = marks.object(before: place) ?? 0
            // One word a stream, and hardly ever another in its dictionary.
            words = head == object ? words + 1 : 0
            object = head
            guard words < 50 else { throw .opaque }
            let own = Set(names.within(head..<place).map(\.text))
            guard own.contains("ObjStm") || (own.contains("First") && own.contains("N")) else { continue }
            var start = place + PDFMarks.stream.count
            if start < bytes.count, bytes[start] == 13 { start += 1 }
            if start < bytes.count, bytes[start] == 10 { start += 1 }
            let end = marks.endOfStream(after: start) ?? bytes.count
            streams.append(Stream(names: own, content: min(start, end)..<end))
        }
        return streams
    }

    private static let filters: Set<String> = [
        "FlateDecode", "Fl", "LZWDecode", "LZW", "ASCII85Decode", "A85", "ASCIIHexDecode", "AHx", "RunLengthDecode",
        "RL", "DCTDecode", "JPXDecode", "CCITTFaxDecode", "JBIG2Decode", "Crypt",
    ]

    private static func content(of stream: Stream, in bytes: [UInt8]) throws(FileError) -> [UInt8] {
        let used = stream.names.intersection(filters)
        if used.isEmpty { return Array(bytes[stream.content]) }
        guard used.isSubset(of: ["FlateDecode", "Fl"]), used.count == 1, !stream.names.contains("Predictor") else {
            throw .opaque
        }
        do {
            return try Inflating.zlib(bytes[stream.content], limit: unpackedLimit.one)
        } catch {
            throw .opaque
        }
    }

    /// The pages of the largest tree: `/Type /Pages … /Count 12` in one object.
    private static func pages(_ names: PDFNames, in bytes: [UInt8], _ marks: PDFMarks) -> Int? {
        var (pages, trees): (Int?, Int) = (nil, 0)
        for (before, name) in zip(names.all, names.all.dropFirst()) where before.text == "Type" && name.text == "Pages"
        {
            trees += 1
            // So many trees are no book's: it does not matter how many pages that is called.
            guard trees <= 2_000, name.range.lowerBound - before.range.upperBound <= 4 else { continue }
            let place = name.range.lowerBound
            // In a stream of objects nothing stands between them: what is near is looked at.
            let start = max(marks.object(before: place) ?? 0, place - 8_192)
            let end = min(marks.endOfObject(after: place) ?? bytes.count, place + 8_192)
            for other in names.within(start..<end) where other.text == "Count" {
                if let count = number(in: bytes, from: other.range.upperBound) { pages = max(pages ?? 0, count) }
            }
        }
        return pages
    }

    private static func number(in bytes: [UInt8], from place: Int) -> Int? {
        var place = place
        while place < bytes.count, [9, 10, 13, 32].contains(bytes[place]) { place += 1 }
        let digits = bytes[place..<min(bytes.count, place + 7)].prefix { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
