// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A plan proposed from the beginning of a file, with what a person needs to
/// judge it.
package struct SeriesImportProposal: Sendable {
    package let plan: SeriesImportPlan
    /// A layout that is known by its headings; `nil` when the plan was worked out.
    package let layout: Layout?
    /// False where the encoding is a guess.
    package let isEncodingCertain: Bool
    /// The names of the columns; empty without heading.
    package let headings: [String]
    /// The first records, headings included.
    package let sample: [CSVRow]

    package enum Layout: String, Hashable, Sendable {
        /// Hourly PM2.5 of the US embassies: local hours, hour-ending.
        case airNow = "airnow"
        /// NOAA Integrated Surface Database, decoded: times in UTC.
        case noaa
    }

    /// Proposes a plan.
    ///
    /// - Parameter bytes: The file or its beginning; 64 KB are looked at.
    /// - Throws: `TextEncodingError` when the bytes are no text in any encoding known.
    package init(for bytes: [UInt8], catalogue: ParameterCatalogue, charsets: Charsets) throws(TextEncodingError) {
        let limit = 1 << 16
        var excerpt = Array(bytes.prefix(limit))
        let guess = charsets.guess(of: excerpt, isExcerpt: bytes.count > limit)
        if bytes.count > limit {
            let isWide = guess.encoding == .utf16LittleEndian || guess.encoding == .utf16BigEndian
            // Only whole lines: the cut may lie inside a letter.
            let end = excerpt.lastIndex(of: 0x0A) ?? excerpt.count - 1
            excerpt = Array(excerpt[...end])
            if isWide { excerpt = Array(bytes.prefix((end / 2) * 2)) }
        }
        let text = try charsets.text(from: excerpt, as: guess.encoding)
        let separator = CSVSeparator.detected(in: text) ?? .comma
        var reader = CSVReader(text, separator: separator)
        var rows: [CSVRow] = []
        while rows.count < 60, let row = try? reader.next() { rows.append(row) }

        var plan = SeriesImportPlan(encoding: guess.encoding, separator: separator)
        let headingAt = Self.headingPosition(in: rows)
        plan.recordsBeforeValues = headingAt.map { $0 + 1 } ?? 0
        let headings = headingAt.map { rows[$0].fields } ?? []
        let records = rows.dropFirst(plan.recordsBeforeValues).filter { !$0.isBlank }.map(\.fields)
        if let known = Self.knownLayout(headings, &plan) {
            layout = known
        } else {
            layout = nil
            Self.complete(&plan, headings: headings, records: records, catalogue: catalogue)
        }
        self.plan = plan
        isEncodingCertain = guess.isCertain
        self.headings = headings
        sample = rows
    }

    /// The first record of the table's width whose fields are names, not numbers.
    private static func headingPosition(in rows: [CSVRow]) -> Int? {
        guard let width = rows.map(\.fields.count).max(), width > 0 else { return nil }
        for (place, row) in rows.prefix(20).enumerated() where row.fields.count == width {
            let named = row.fields.filter { !$0.isEmpty }
            let numbers = named.filter { (try? NumberFormat.either.number(in: $0)) != nil }
            let times = named.filter { text in
                SeriesTimeFormat.allCases.contains { $0.instant(in: text, zone: .vietNam) != nil }
            }
            if named.count * 2 >= width { return numbers.isEmpty && times.isEmpty ? place : nil }
        }
        return nil
    }

    private static func knownLayout(_ headings: [String], _ plan: inout SeriesImportPlan) -> Layout? {
        func column(_ name: String) -> Int? { headings.firstIndex(of: name) }
        if let time = column("Date (LT)"), let value = column("Raw Conc."), let quality = column("QC Name"),
            let parameter = column("Parameter"), let unit = column("Conc. Unit"), let site = column("Site")
        {
            plan.timeColumns = [time]
            plan.timeFormat = .yearFirst
            plan.numberFormat = .point
            plan.sentinels = [-999]
            plan.quality = .init(column: quality, accepted: ["Valid"])
            plan.station = .column(site)
            plan.values = [.init(column: value, parameter: .column(parameter), unit: .column(unit))]
            return .airNow
        }
        if let time = column("DATE"), let temperature = column("TMP"), let dewPoint = column("DEW"),
            let pressure = column("SLP"), let direction = column("WD"), let speed = column("WS"),
            let humidity = column("RH")
        {
            plan.timeColumns = [time]
            plan.timeFormat = .yearFirst
            plan.zoneOffsetMinutes = 0
            plan.numberFormat = .point
            // The highest number each field of the ISD can hold means that it is missing.
            plan.sentinels = []
            plan.values = [
                .init(column: temperature, parameter: .fixed("temperature"), unit: .fixed("°C"), sentinels: [999.9]),
                .init(column: dewPoint, parameter: .fixed("dew_point"), unit: .fixed("°C"), sentinels: [999.9]),
                .init(column: pressure, parameter: .fixed("pressure"), unit: .fixed("hPa"), sentinels: [9_999.9]),
                .init(column: direction, parameter: .fixed("wind_direction"), unit: .fixed("°"), sentinels: [999]),
                .init(column: speed, parameter: .fixed("wind_speed"), unit: .fixed("m/s"), sentinels: [999.9]),
                .init(column: humidity, parameter: .fixed("humidity"), unit: .fixed("%")),
            ]
            return .noaa
        }
        return nil
    }
}
