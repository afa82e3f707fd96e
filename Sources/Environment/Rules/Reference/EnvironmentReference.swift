// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation

/// All reference data of the environment, read and checked once at start.
package struct EnvironmentReference: Sendable {
    package let settings: ReferenceSettings
    package let catalogue: ParameterCatalogue
    /// Methods of the air quality index, oldest first.
    package let airQualityMethods: [AirQualityMethod]
    package let airLimits: AirLimits
    package let waterQuality: WaterQualityMethod
    package let surfaceWater: SurfaceWaterClasses
    package let statuses: StatusRules
    package let qualityRules: QualityRules
    package let charsets: Charsets
    package let alarmRules: AlarmRules
    package let retention: RetentionRules

    /// The data that comes with the program.
    package static func shipped() throws -> EnvironmentReference {
        try EnvironmentReference(folder: Bundle.module.resourceURL!.appendingPathComponent("Reference"))
    }

    /// - Parameter folder: Holds files of the names in `Sources/Environment/Reference`.
    /// - Throws: `ReferenceError` at the first mistake.
    package init(folder: URL) throws {
        func table(_ name: String) throws -> ReferenceTable {
            let file = folder.appendingPathComponent("\(name).csv")
            guard let data = try? Data(contentsOf: file), let text = String(bytes: data, encoding: .utf8) else {
                throw ReferenceError.missingFile(file.path)
            }
            return try ReferenceTable(file: "\(name).csv", csv: text)
        }
        settings = try ReferenceSettings(try table("settings"))
        catalogue = try ParameterCatalogue(
            parameters: try table("parameters"), aliases: try table("parameter_aliases"),
            unitAliases: try table("unit_aliases"), conversions: try table("unit_conversions"),
            molarVolume: settings.molarVolume)
        airQualityMethods = try AirQualityMethod.all(
            breakpoints: try table("aqi_breakpoints"), categories: try table("aqi_categories"),
            settings: settings)
        airLimits = try AirLimits(try table("air_limits"))
        waterQuality = try WaterQualityMethod(
            points: try table("wqi_points"), classes: try table("wqi_classes"), settings: settings)
        surfaceWater = try SurfaceWaterClasses(try table("surface_water_classes"))
        statuses = try StatusRules(try table("station_statuses"))
        qualityRules = try QualityRules(try table("quality_rules"))
        charsets = try Charsets(try table("charsets"))
        alarmRules = try AlarmRules(try table("alarm_rules"))
        retention = try RetentionRules(try table("retention"))
    }

    /// The method of the index for a day. Days before the oldest method are
    /// worked out by it all the same: an index describes, it judges nobody.
    package func airQualityMethod(on day: CivilDay) -> AirQualityMethod {
        airQualityMethods.last { $0.validity.contains(day) } ?? airQualityMethods[0]
    }
}
