// SPDX-License-Identifier: Apache-2.0

/// What stands between the fields of a record.
package enum CSVSeparator: String, CaseIterable, Hashable, Sendable {
    case comma = ","
    case semicolon = ";"
    case tab = "\t"
    case bar = "|"

    package var byte: UInt8 { rawValue.utf8.first! }

    /// The separator that divides the first lines of a text into the most
    /// regular table, or `nil` when none occurs.
    ///
    /// Reads the text with each separator in turn and prefers the one for which
    /// most records have the same number of fields, then the one with more
    /// fields. A title line above the table does no harm. Where two do equally
    /// well the comma comes last, for it may be the decimal sign.
    ///
    /// - Parameter sample: The beginning of the text; it may stop anywhere.
    package static func detected(in sample: String, records: Int = 100) -> CSVSeparator? {
        var best: (separator: CSVSeparator, share: Double, fields: Int)?
        for separator in [Self.tab, .semicolon, .bar, .comma] {
            let counts = fieldCounts(of: sample, separator: separator, limit: records)
            var tally: [Int: Int] = [:]
            for count in counts where count > 1 { tally[count, default: 0] += 1 }
            guard let usual = tally.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { continue }
            let share = Double(usual.value) / Double(counts.count)
            if let held = best, (held.share, held.fields) >= (share, usual.key) { continue }
            best = (separator, share, usual.key)
        }
        return best?.separator
    }

    private static func fieldCounts(of sample: String, separator: CSVSeparator, limit: Int) -> [Int] {
        var reader = CSVReader(sample, separator: separator)
        var counts: [Int] = []
        while counts.count < limit, let row = try? reader.next() {
            if !row.isBlank { counts.append(row.fields.count) }
        }
        return counts
    }
}
