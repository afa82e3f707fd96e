// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Reads station files from bytes. Holds the catalogue and a policy, no state:
/// one reader serves all tasks.
///
/// Tolerates what loggers do: LF, CRLF or CR; a byte order mark; TAB or runs of
/// blanks between columns; decimal comma; spellings of symbols and units; unknown
/// status. Columns are separated by TAB when a line has one, so that an empty unit
/// between two TABs is seen as missing.
package struct StationFileReader: Sendable {
    package let catalogue: ParameterCatalogue
    package let policy: StationFile.Policy
    /// What the station measures, for symbols that mean different things in air and water.
    package let medium: Parameter.Medium?

    package init(
        catalogue: ParameterCatalogue, policy: StationFile.Policy = .init(), medium: Parameter.Medium? = nil
    ) {
        self.catalogue = catalogue
        self.policy = policy
        self.medium = medium
    }

    /// The lines of a file.
    ///
    /// A file of which every line is refused is no error: it has its refused lines.
    ///
    /// - Parameter now: The present moment, against which future times are judged.
    /// - Complexity: O(bytes); no allocation for an accepted line but its place in the result.
    package func file(from bytes: [UInt8], now: Instant) throws(StationFileError) -> StationFile {
        try file(from: bytes.span, now: now)
    }

    package func file(from bytes: Span<UInt8>, now: Instant) throws(StationFileError) -> StationFile {
        guard bytes.count <= policy.sizeLimit else {
            throw .tooLarge(bytes: bytes.count, limit: policy.sizeLimit)
        }
        for index in 0..<bytes.count where bytes[index] == 0 { throw .binary(offset: index) }

        var position = startAfterByteOrderMark(bytes)
        var lines: [StationFile.Line] = []
        var refused: [StationFile.RefusedLine] = []
        var blank = 0
        var number = 0
        var columns = Columns()
        let latest = now + policy.futureTolerance
        while position < bytes.count {
            let start = position
            while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
            let end = position
            let isEnded = position < bytes.count
            if isEnded {
                position += bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? 2 : 1
            }
            number += 1
            guard number <= policy.lineCountLimit else { throw .tooManyLines(limit: policy.lineCountLimit) }
            guard end - start <= policy.lineLengthLimit else {
                refused.append(
                    refusal(.tooLong(limit: policy.lineLengthLimit), of: number, in: bytes, start..<end))
                continue
            }
            columns.read(bytes, start..<end)
            if columns.count == 0 {
                blank += 1
                continue
            }
            do {
                lines.append(try line(number, in: bytes, columns, isEnded: isEnded, latest: latest))
            } catch {
                refused.append(refusal(error.reason, of: number, in: bytes, start..<end))
            }
        }
        guard lines.count + refused.count > 0 else { throw .noLines }
        return StationFile(lines: lines, refused: refused, blankLines: blank)
    }

    private func startAfterByteOrderMark(_ bytes: Span<UInt8>) -> Int {
        bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    }

    private func refusal(
        _ reason: StationFile.Refusal, of number: Int, in bytes: Span<UInt8>, _ range: Range<Int>
    ) -> StationFile.RefusedLine {
        StationFile.RefusedLine(number: number, text: legible(bytes, range), reason: reason)
    }
}

/// At most 200 bytes of a stretch, repaired and without control characters.
func legible(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var kept: [UInt8] = []
    for index in range.prefix(200) {
        let byte = bytes[index]
        if byte >= 0x20 && byte != 0x7F || byte == 0x09 { kept.append(byte) }
    }
    return String(decoding: kept, as: UTF8.self)
}
