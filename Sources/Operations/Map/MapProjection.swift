// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// A place on the drawn map: units of the view box, y downwards.
struct MapPoint: Hashable, Sendable {
    var x: Double
    var y: Double
}

/// From degrees to the drawn map: equirectangular, true to scale at the
/// middle latitude.
///
/// A city spans less than half a degree, where this differs from a conformal
/// projection by less than the width of a line, and a straight border stays
/// straight.
struct MapProjection: Hashable, Sendable {
    let width: Double
    let height: Double
    private let west: Double
    private let north: Double
    private let perLongitude: Double
    private let perLatitude: Double

    /// Fits `points` into a width of `width` with `margin` all around.
    /// `nil` without points; a single place gets a stretch of about a kilometre.
    init?(fitting points: some Sequence<GeoPoint>, width: Double = 1_000, margin: Double = 24) {
        var latitudes = (low: Double.infinity, high: -Double.infinity)
        var longitudes = (low: Double.infinity, high: -Double.infinity)
        for point in points {
            latitudes = (min(latitudes.low, point.latitude), max(latitudes.high, point.latitude))
            longitudes = (min(longitudes.low, point.longitude), max(longitudes.high, point.longitude))
        }
        guard latitudes.low <= latitudes.high else { return nil }
        let least = 0.01
        func widened(_ range: (low: Double, high: Double)) -> (low: Double, high: Double) {
            let missing = max(0, least - (range.high - range.low)) / 2
            return (range.low - missing, range.high + missing)
        }
        latitudes = widened(latitudes)
        longitudes = widened(longitudes)
        let shrink = cos((latitudes.low + latitudes.high) / 2 * .pi / 180)
        perLongitude = (width - 2 * margin) / (longitudes.high - longitudes.low)
        perLatitude = perLongitude / shrink
        west = longitudes.low - margin / perLongitude
        north = latitudes.high + margin / perLatitude
        self.width = width
        height = ((latitudes.high - latitudes.low) * perLatitude + 2 * margin).rounded(.up)
    }

    func callAsFunction(_ place: GeoPoint) -> MapPoint {
        MapPoint(x: (place.longitude - west) * perLongitude, y: (north - place.latitude) * perLatitude)
    }

    /// Kilometres that 100 units of the view box stand for.
    var kilometresPerHundred: Double { 100 / perLatitude * 111.195 }
}
