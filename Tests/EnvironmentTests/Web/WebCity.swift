// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Observations
import Ports
import SQLStore
import TestSupport
import Web

@testable import Environment

/// The feature's pages over a city whose stations have sent two days of files.
struct WebCity: Sendable {
    let city: City
    let site: Site
    let pages: EnvironmentPages
    let database: RecordingDatabase
    let hub: LiveHub

    /// 15 January 2026, 08:05 in Vietnam.
    static var now: Instant { City.start }

    static func open(
        on backend: Backend, hours: Int = 30, _ body: (WebCity) async throws -> Void
    ) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", name: "Trạm Tân Ninh", period: .hours(1), replayed: true)
            try await city.register("KHI002", name: "Trạm <b>Hoà & Thành</b>", period: .hours(1))
            try await city.register("NUOC01", name: "Sông Vàm Cỏ Đông", medium: .water, period: .hours(1))
            try await city.register("TT001", name: "Trạm khí tượng", medium: .weather, period: .hours(1))
            let web = try WebCity(city)
            try await web.fill(hours: hours)
            try await body(web)
        }
    }

    init(_ city: City) throws {
        self.city = city
        hub = LiveHub()
        database = RecordingDatabase(city.database)
        let feature = EnvironmentFeature(
            database: database, observations: ObservationStore(), settings: city.feature.settings,
            reference: city.feature.reference, clock: city.clock.clock, logger: city.feature.logger)
        pages = feature.pages(permissions: RolesAlone())
        site = try SampleSite.make(
            translations: [EnvironmentFeature.translations],
            sessions: [
                "officer": .sample(.environmentOfficer), "operator": .sample(.operator), "leader": .sample(.leader),
                "administrator": .sample(.administrator),
            ],
            settings: SiteSettings(publicOrigin: "http://localhost:8080"), navigation: EnvironmentFeature.navigation,
            clock: city.clock.clock, live: hub,
            parts: ProcessInfo.processInfo.environment["VAMCO_PARTS"].map {
                BrowserParts(folder: URL(fileURLWithPath: $0))
            }
                ?? .none)
    }

    /// Files of the last hours, and the indices they come to.
    private func fill(hours: Int) async throws {
        let end = Instant(iso8601: "2026-01-15T08:00:00+07:00")!
        for age in (0..<hours).reversed() {
            let at = stamp(end - .hours(age))
            let wave = Double((age * 7) % 23)
            try city.upload(
                "KHI001/TNI_SO_KHI001_\(at).txt",
                line("PM2,5", "\(31.5 + wave)", "µg/Nm3", at: at) + line("PM10", "\(58 + wave)", "µg/Nm3", at: at)
                    + line("CO", "0.64", "mg/Nm3", at: at, age == 3 ? "01" : "00")
                    + line("O3", "\(40 + wave)", "µg/Nm3", at: at))
            try city.upload(
                "NUOC01/TNI_SO_NUOC01_\(at).txt",
                line("pH", "7.21", "-", at: at) + line("DO", "5.6", "mg/L", at: at) + line("Temp", "28.4", "oC", at: at)
            )
            try city.upload(
                "TT001/TNI_SO_TT001_\(at).txt",
                line("Temp", "\(25 + wave / 4)", "oC", at: at) + line("RH", "71", "%", at: at))
        }
        try city.upload("KHI001_bad.txt", "gì thế này\r\n")
        try city.upload(
            "KHI001/TNI_SO_KHI001_\(stamp(end - .minutes(1))).txt",
            line("PM2,5", "abc", "µg/Nm3", at: stamp(end - .minutes(1))) + line("NO2", "18", "µg/Nm3", at: stamp(end)))
        try await city.takeIn()
        try await derive(hours: hours, upTo: end)
    }

    /// What the feature derives from the hours of KHI001.
    func derive(hours: Int, upTo end: Instant) async throws {
        let method = city.feature.reference.airQualityMethod(on: CivilZone.vietNam.day(of: end))
        let catalogue = city.feature.reference.catalogue
        let now = city.clock.now
        try await city.database.write { tx in
            guard let station = try StationStore.station(code: "KHI001", at: now, in: tx) else { return }
            let series = try StationSeries(of: station, catalogue: catalogue, in: tx)
            let means = try series.hourlyMeans(in: TimeSpan(after: end - .hours(hours + 12), through: end), in: tx)
            for age in 0..<hours {
                let at = end - .hours(age)
                let index = method.index(ofHourEndingAt: at, from: means)
                let parts = index.subIndices.map {
                    IndexRecord.SubIndex(
                        parameter: $0.parameter, basis: $0.basis.rawValue, concentration: $0.concentration,
                        value: $0.exact)
                }
                try tx.execute(
                    """
                    INSERT INTO environment_index (station_id, period, at, value, category, dominant, sub_indices, have,
                        expected, reason, final, computed_at)
                    VALUES (\(station.id), 'hour', \(at), \(index.value), \(index.category?.code),
                        \(index.dominant?.parameter.rawValue),
                        \(String(decoding: try JSONEncoder().encode(parts), as: UTF8.self)),
                        \(index.completeness.counted), \(index.completeness.expected),
                        \(index.reason.map { StoredMessage.line($0.message) }), 1, \(now))
                    """)
            }
            try tx.execute(
                """
                INSERT INTO environment_assessment (station_id, parameter, averaging, at, mean, limit_value, document,
                    exceeded, reason, computed_at)
                VALUES (\(station.id), 'pm25', '24h', \(end), 46.2, 45.0, 'QCVN 05:2023/BTNMT', 1, NULL, \(now))
                """)
            for number in 0..<3 {
                let id = Alarm.ID(at: end - .hours(number))
                try tx.execute(
                    """
                    INSERT INTO environment_alarm (id, kind, station_id, parameter, averaging, severity, raised_at, about_at,
                        value, limit_value, document, quiet, ended_at, open_key)
                    VALUES (\(id.description), 'limit', \(station.id), 'pm25', '24h', 2, \(end - .hours(number)), \(end),
                        46.2, 45.0, 'QCVN 05:2023/BTNMT', 0, \(number == 0 ? nil : end), NULL)
                    """)
            }
        }
    }

    /// Serves the pages in this process.
    func test<Value: Sendable>(_ body: @Sendable (Visit) async throws -> Value) async throws -> Value {
        let application = Application(
            responder: SiteResponder(site: site, tables: [pages.routes]),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await application.test(.router) { client in try await body(Visit(client: client)) }
    }
}
