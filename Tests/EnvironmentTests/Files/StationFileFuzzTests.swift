// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("Station files gone wrong")
struct StationFileFuzzTests {
    let now = Instant(iso8601: "2026-01-15T08:06:00+07:00")!
    let reader = StationFileReader(catalogue: Shipped.reference.catalogue)

    @Test("whatever becomes of a file, no line is lost and nothing stops the reader", arguments: 1...8)
    func mutations(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let original = Array(StationFileTests.example.utf8)
        for _ in 0..<2_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &numbers) { mutate(&bytes, &numbers) }
            guard let file = try? reader.file(from: bytes, now: now) else { continue }
            #expect(file.lineCount == lines(in: bytes))
            #expect(file.lines.allSatisfy { $0.value.isFinite && $0.at <= now + .minutes(10) })
            let all = file.lines.map(\.number) + file.refused.map(\.number)
            #expect(Set(all).count == all.count)
            for name in [String(decoding: bytes.prefix(60), as: UTF8.self)] { _ = try? StationFile.Name(parsing: name) }
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ numbers: inout SeededNumbers) {
        let place = Int.random(in: 0...bytes.count, using: &numbers)
        let telling = Array("\t\n\r ,.-+eE0159µNaN\u{FEFF}".utf8)
        switch Int.random(in: 0..<6, using: &numbers) {
        case 0: bytes.insert(UInt8.random(in: 1...255, using: &numbers), at: place)
        case 1: if place < bytes.count { bytes[place] = telling.randomElement(using: &numbers)! }
        case 2: if place < bytes.count { bytes.remove(at: place) }
        case 3: bytes.removeSubrange(place...)
        case 4: bytes.insert(contentsOf: telling.shuffled(using: &numbers).prefix(5), at: place)
        default:
            let end = Int.random(in: place...bytes.count, using: &numbers)
            bytes.append(contentsOf: bytes[place..<end])
        }
    }

    /// Counted another way: line ends, CRLF as one, and what follows the last.
    private func lines(in bytes: [UInt8]) -> Int {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var count = 0
        var open = false
        for (index, byte) in bytes.enumerated().dropFirst(start) {
            if byte == 0x0A, index > start, bytes[index - 1] == 0x0D { continue }
            if byte == 0x0A || byte == 0x0D {
                count += 1
                open = false
            } else {
                open = true
            }
        }
        return count + (open ? 1 : 0)
    }
}
