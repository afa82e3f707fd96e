// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Foundation
import Testing

/// Words that reference data asks for cannot be found by reading the code.
@Suite("Words of reference data")
struct ReferenceWordTests {
    private func words(_ language: String) throws -> [String: String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Environment/Translations/\(language).json")
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
    }

    @Test("everything that reference data names has words", arguments: ["vi", "en"])
    func complete(language: String) throws {
        let words = try words(language)
        let reference = Shipped.reference
        var messages = reference.catalogue.parameters.map(\.name)
        for category in reference.airQualityMethods.flatMap(\.categories) {
            messages += [category.name, category.effect, category.advice, category.sensitiveAdvice]
        }
        messages += reference.waterQuality.categories.map(\.name)
        messages += WaterQualityIndex.Group.allCases.map(\.name)
        messages += SurfaceWaterClass.allCases.map(\.name)
        messages += AveragingTime.allCases.map(\.name)
        messages += TextEncoding.allCases.map(\.name)
        messages += SeriesTimeFormat.allCases.map(\.name)
        messages += QualityRule.Kind.allCases.map(\.name)
        messages += ["00", "01", "02", "03", "x"].map { reference.statuses.name(of: Status(rawValue: $0)) }
        for message in messages { #expect(words[message.key] != nil, "\(message.key)") }
    }

    @Test("every reason has words with places for its arguments", arguments: ["vi", "en"])
    func reasons(language: String) throws {
        let words = try words(language)
        let at = Instant(seconds: 0)
        let numbers: [NumberError] = [.empty, .notANumber, .notFinite, .tooLarge, .unclearSeparators]
        let units: [UnitRefusal] = [.unknownUnit("x"), .notConvertible(parameter: "co", unit: .percent)]
        let lines: [StationFile.Refusal] = [
            .tooLong(limit: 1), .truncated, .wrongColumnCount(1), .unknownParameter("x"), .missingUnit, .badTime("x"),
            .inFuture(at), .beforeEarliest(at), .missingStatus, .statusTooLong,
        ]
        let names: [StationFile.Name.Refusal] = [
            .empty, .tooLong(limit: 1), .unsafePath, .otherScript("x"), .unfinishedUpload, .wrongExtension("x"),
            .missingStation, .badTime("x"),
        ]
        let files: [StationFileError] = [
            .noLines, .binary(offset: 1), .tooLarge(bytes: 1, limit: 1), .tooManyLines(limit: 1),
        ]
        let rows: [SeriesImport.Reason] = [
            .missingColumn(1), .quality("x"), .badTime, .inFuture(at), .missingStation, .missingValue("x"),
            .unknownParameter("x"),
        ]
        let csv: [CSVError] = [
            .unterminatedQuote(line: 1, column: 1), .textAfterQuote(line: 1, column: 1),
            .tooManyFields(line: 1, limit: 1),
            .fieldTooLong(line: 1, column: 1, limit: 1),
        ]
        let indices: [NoIndexReason] = [
            .noData, .particulatesNotMeasured, .particulatesWithoutRecentHours,
            .particulatesIncomplete(Completeness(counted: 1, expected: 2)),
        ]
        let missing: [AirQualityIndex.Missing.Reason] = [.tooFewHours, .tooFewRecentHours, .aboveScale]
        let water: [WaterQualityIndex.Reason] = [
            .noData, .tooFewGroups(have: 1, needed: 3), .tooFewNutrients(have: 1, needed: 3),
        ]
        let encodings: [TextEncodingError] = [.malformed(.utf8, offset: 1), .binary(offset: 1)]
        let messages =
            numbers.map(\.message) + units.map(\.message) + lines.map(\.message) + names.map(\.message)
            + files.map(\.message) + rows.map(\.message) + csv.map(\.message) + indices.map(\.message)
            + missing.map(\.message) + water.map(\.message) + encodings.map(\.message)
        for message in messages {
            guard let text = words[message.key] else {
                Issue.record("\(message.key) has no words")
                continue
            }
            for place in message.arguments.keys {
                #expect(
                    text.contains("{\(place)}") || text.contains("{\(place)|"), "\(message.key) leaves out \(place)")
            }
        }
    }
}
