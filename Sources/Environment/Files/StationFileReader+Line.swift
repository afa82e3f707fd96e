// SPDX-License-Identifier: Apache-2.0

import Basics

extension StationFileReader {
    struct LineError: Error {
        let reason: StationFile.Refusal
        init(_ reason: StationFile.Refusal) { self.reason = reason }
    }

    /// The value on one line.
    func line(
        _ number: Int, in bytes: Span<UInt8>, _ columns: Columns, isEnded: Bool, latest: Instant
    ) throws(LineError) -> StationFile.Line {
        let places = try places(of: columns, in: bytes, isEnded: isEnded)
        guard let parameter = catalogue.place(ofSymbol: bytes, columns[0], in: medium) else {
            throw LineError(.unknownParameter(legible(bytes, columns[0])))
        }
        let reported: Double
        do {
            reported = try NumberFormat.either.number(in: bytes, columns[1])
        } catch {
            throw LineError(.notANumber(error))
        }
        let (unit, conversion) = try unit(at: places.unit, of: parameter, in: bytes, columns)
        guard let at = stationTime(in: bytes, columns[places.time]) else {
            let isCut = !isEnded && places.time == columns.count - 1
            throw LineError(isCut ? .truncated : .badTime(legible(bytes, columns[places.time])))
        }
        guard at <= latest else { throw LineError(.inFuture(at)) }
        guard at >= policy.earliest else { throw LineError(.beforeEarliest(at)) }
        return StationFile.Line(
            number: number, parameter: catalogue.parameters[parameter].code, value: conversion(reported),
            reportedValue: reported, reportedUnit: catalogue.units[unit], at: at,
            status: try status(in: bytes, columns[places.status]))
    }

    /// Which column holds what: five columns, or four without unit.
    private func places(
        of columns: Columns, in bytes: Span<UInt8>, isEnded: Bool
    ) throws(LineError) -> (unit: Int?, time: Int, status: Int) {
        func looksLikeTime(_ column: Int) -> Bool {
            let range = columns[column]
            guard range.count == 14 else { return false }
            for index in range where bytes[index] &- 0x30 >= 10 { return false }
            return true
        }
        switch columns.count {
        case 5 where !columns[4].isEmpty: return (columns[2].isEmpty ? nil : 2, 3, 4)
        case 5: throw LineError(isEnded ? .missingStatus : .truncated)
        case 4 where looksLikeTime(2): return (nil, 2, 3)
        case 4 where looksLikeTime(3): throw LineError(isEnded ? .missingStatus : .truncated)
        case ..<5 where !isEnded: throw LineError(.truncated)
        default: throw LineError(.wrongColumnCount(columns.count))
        }
    }

    private func unit(
        at column: Int?, of parameter: Int, in bytes: Span<UInt8>, _ columns: Columns
    ) throws(LineError) -> (Int, UnitConversion) {
        guard let column else {
            guard policy.takesMissingUnitAsOwn else { throw LineError(.missingUnit) }
            return (catalogue.placeOfOwnUnit(ofParameterAt: parameter), .identity)
        }
        guard let unit = catalogue.place(ofUnit: bytes, columns[column]) else {
            throw LineError(.unit(.unknownUnit(legible(bytes, columns[column]))))
        }
        guard let conversion = catalogue.conversion(ofParameterAt: parameter, fromUnitAt: unit) else {
            throw LineError(
                .unit(
                    .notConvertible(
                        parameter: catalogue.parameters[parameter].code, unit: catalogue.units[unit])))
        }
        return (unit, conversion)
    }

    private func status(in bytes: Span<UInt8>, _ range: Range<Int>) throws(LineError) -> Status {
        if range.count == 2, bytes[range.lowerBound] == 0x30, bytes[range.lowerBound + 1] == 0x30 {
            return .measuring
        }
        guard range.count <= 32 else { throw LineError(.statusTooLong) }
        return Status(rawValue: legible(bytes, range))
    }
}

/// Where the columns of one line begin and end; reused from line to line.
struct Columns {
    private var ranges = InlineArray<6, Range<Int>>(repeating: 0..<0)
    /// May exceed the columns kept: only five have a meaning.
    private(set) var count = 0

    subscript(index: Int) -> Range<Int> { ranges[index] }

    /// Divides a line at TABs when it has one, at runs of blanks otherwise.
    /// Empty columns at the end count only up to the fifth.
    mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        count = 0
        var hasTab = false
        for index in range where bytes[index] == 0x09 {
            hasTab = true
            break
        }
        var start = range.lowerBound
        var lastFilled = 0
        while start <= range.upperBound {
            var end = start
            while end < range.upperBound, hasTab ? bytes[end] != 0x09 : bytes[end] != 0x20 { end += 1 }
            let trimmed = trim(bytes, start..<end)
            if hasTab || !trimmed.isEmpty {
                if count < 6 { ranges[count] = trimmed }
                count += 1
                if !trimmed.isEmpty { lastFilled = count }
            }
            start = end + 1
        }
        if lastFilled == 0 { count = 0 } else if count > 5 { count = max(5, lastFilled) }
    }

    private func trim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == 0x20 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        return start..<end
    }
}
