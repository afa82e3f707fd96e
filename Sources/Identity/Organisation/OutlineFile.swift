// SPDX-License-Identifier: Apache-2.0

import Basics
package import Foundation

/// Reads units with outlines from a GeoJSON FeatureCollection.
///
/// The collection says `scheme`, `source` and `licence` of the outlines; each
/// feature has the properties `code`, `name`, `nameEn`, `kind`, `validFrom`,
/// `source`, and may have `parent` and `validTo`.
package enum OutlineFile {
    package enum Problem: Error, Hashable, Sendable {
        case notAFeatureCollection
        /// A property of the collection itself is missing.
        case missing(String)
        /// A feature, counted from 1, and what is wrong with it.
        case feature(Int, String)
        /// Two features are the same unit.
        case twice(code: String)
    }

    /// All units of the file, or the first thing that is wrong with it.
    ///
    /// - Throws: `Problem`.
    package static func units(in data: Data) throws -> [OutlinedUnit] {
        guard let file = try? JSONDecoder().decode(File.self, from: data), file.type == "FeatureCollection" else {
            throw Problem.notAFeatureCollection
        }
        let scheme = try present(file.scheme, "scheme")
        let source = try present(file.source, "source")
        let licence = try present(file.licence, "licence")
        var units: [OutlinedUnit] = []
        var seen: Set<String> = []
        for (index, feature) in file.features.enumerated() {
            let unit = try unit(of: feature, number: index + 1, scheme: scheme, source: source, licence: licence)
            guard seen.insert("\(unit.code) \(unit.validFrom.number)").inserted else {
                throw Problem.twice(code: unit.code)
            }
            units.append(unit)
        }
        return units
    }

    private static func unit(
        of feature: File.Feature, number: Int, scheme: String, source: String, licence: String
    ) throws -> OutlinedUnit {
        func required(_ text: String?, _ name: String) throws -> String {
            let text = text?.tidied() ?? ""
            guard !text.isEmpty else { throw Problem.feature(number, name) }
            return text
        }
        let properties = feature.properties
        guard let from = CivilDay(iso8601: try required(properties.validFrom, "validFrom")) else {
            throw Problem.feature(number, "validFrom")
        }
        let to = try properties.validTo.map { text in
            guard let day = CivilDay(iso8601: text), day > from else { throw Problem.feature(number, "validTo") }
            return day
        }
        guard let geometry = feature.geometry.flatMap(OutlineGeometry.init) else {
            throw Problem.feature(number, "geometry")
        }
        return OutlinedUnit(
            scheme: scheme, code: try required(properties.code, "code"), parentCode: properties.parent?.tidied(),
            kind: try required(properties.kind, "kind"), name: try required(properties.name, "name"),
            nameEnglish: try required(properties.nameEn, "nameEn"), validFrom: from, validTo: to,
            source: try required(properties.source, "source"),
            outline: .init(geometry: geometry.text, source: source, licence: licence))
    }

    private static func present(_ text: String?, _ name: String) throws -> String {
        guard let text = text?.tidied(), !text.isEmpty else { throw Problem.missing(name) }
        return text
    }

    private struct File: Decodable {
        let type: String
        let scheme: String?
        let source: String?
        let licence: String?
        let features: [Feature]

        struct Feature: Decodable {
            let properties: Properties
            let geometry: GeoJSONGeometry?
        }

        struct Properties: Decodable {
            let code: String?
            let name: String?
            let nameEn: String?
            let kind: String?
            let parent: String?
            let validFrom: String?
            let validTo: String?
            let source: String?
        }
    }
}
