// SPDX-License-Identifier: Apache-2.0

import Basics

/// A station as programs read it. Names stay as they are; new ones may join.
struct StationItem: Encodable, Sendable {
    let code: String
    let name: String
    let nameEnglish: String
    /// `air`, `water` or `weather`.
    let medium: String
    let place: Place
    /// The official code of the ward.
    @OrNull var unitCode: String?
    let owner: String
    let source: String
    let reportingPeriodSeconds: Int
    /// The class of QCVN 08 the water aims at.
    @OrNull var waterClass: String?
    /// `flowing` or `standing`; `null` for air and weather.
    @OrNull var waterBody: String?
    let inService: Bool
    /// Whether the values are past records played again.
    let replayed: Bool
    @OrNull var lastFileAt: String?
    @OrNull var lastValueAt: String?
    /// Since when nothing has come; `null` while the station reports.
    @OrNull var silentSince: String?
    let parameters: [ParameterItem]
    /// The newest hourly index; `null` for a station that has none.
    @OrNull var aqi: IndexItem?
    @OrNull var wqi: WaterIndexItem?
    let links: Links

    struct Place: Encodable, Sendable {
        let latitude: Double
        let longitude: Double
    }

    struct Links: Encodable, Sendable {
        let page: String
        let observations: String
        @OrNull var aqi: String?
    }
}

/// Something a station measures.
struct ParameterItem: Encodable, Hashable, Sendable {
    let code: String
    let symbol: String
    let name: String
    /// A code of UCUM: `ug/m3`.
    let unit: String
    let unitSymbol: String
    /// Decimals that are meaningful.
    let decimals: Int
}
