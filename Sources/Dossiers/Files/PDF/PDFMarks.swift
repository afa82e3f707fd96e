// SPDX-License-Identifier: Apache-2.0

/// Where objects and streams of a PDF begin and end, found once: a file may
/// have a hundred thousand of them.
struct PDFMarks {
    static let stream = Array("stream".utf8)

    /// Where the word `stream` stands by itself.
    let streams: [Int]
    private let endsOfStreams: [Int]
    private let objects: [Int]
    private let endsOfObjects: [Int]

    init(_ bytes: [UInt8]) {
        func places(_ text: String) -> [Int] {
            let word = Array(text.utf8)
            var (places, place): ([Int], Int) = ([], 0)
            while let found = bytes.next(word, from: place) {
                places.append(found)
                place = found + word.count
            }
            return places
        }
        let ends = places("endstream")
        endsOfStreams = ends
        let inner = Set(ends.map { $0 + 3 })
        streams = places("stream").filter { !inner.contains($0) }
        objects = places(" obj")
        endsOfObjects = places("endobj")
    }

    /// Where the object began in which `place` lies.
    func object(before place: Int) -> Int? {
        let index = Self.index(of: place, in: objects)
        return index > 0 ? objects[index - 1] : nil
    }

    func endOfObject(after place: Int) -> Int? {
        let index = Self.index(of: place, in: endsOfObjects)
        return index < endsOfObjects.count ? endsOfObjects[index] : nil
    }

    func endOfStream(after place: Int) -> Int? {
        let index = Self.index(of: place, in: endsOfStreams)
        return index < endsOfStreams.count ? endsOfStreams[index] : nil
    }

    /// How many places come before `place`.
    private static func index(of place: Int, in places: [Int]) -> Int {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
