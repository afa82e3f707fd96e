// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The index of a station as a picture for other sites: `badge.svg`.
///
/// Needs nothing but itself: no style sheet, no font of ours. Colours are given
/// as attributes, since a picture's policy forbids styles.
struct BadgePicture {
    let station: Station
    let index: Figure
    let category: AirQualityCategory?
    let wording: Wording
    let isDark: Bool

    var text: String {
        let ground = isDark ? "#15262c" : "#ffffff"
        let ink = isDark ? "#f2f7f8" : "#10242b"
        let muted = isDark ? "#b4c6cc" : "#46606a"
        let plate = category?.colour ?? (isDark ? "#34474e" : "#dfe7ea")
        let onPlate = category.map { BandPlate.isLight($0.colour) ? "#000000" : "#ffffff" } ?? ink
        let name = station.name
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="320" height="96" viewBox="0 0 320 96" role="img" \
            font-family="system-ui, 'Noto Sans', 'Segoe UI', Roboto, sans-serif" xml:lang="\(wording.language.rawValue)">
            <title>\(escaped("\(name): VN_AQI \(value), \(bandName)"))</title>
            <rect x="0.5" y="0.5" width="319" height="95" rx="12" fill="\(ground)" stroke="\(isDark ? "#34474e" : "#c9d5d9")"/>
            <rect x="8" y="8" width="96" height="80" rx="8" fill="\(plate)"/>
            <text x="56" y="30" text-anchor="middle" font-size="12" fill="\(onPlate)">VN_AQI</text>
            <text x="56" y="68" text-anchor="middle" font-size="36" font-weight="700" fill="\(onPlate)">\(value)</text>
            <text x="116" y="32" font-size="16" font-weight="600" fill="\(ink)"\(squeeze(name, over: 22))>\(escaped(name))</text>
            <text x="116" y="54" font-size="16" fill="\(ink)"\(squeeze(bandName, over: 24))>\(escaped(bandName))</text>
            <text x="116" y="76" font-size="12" fill="\(muted)"\(squeeze(asOf, over: 32))>\(escaped(asOf))</text>
            </svg>

            """
    }

    private var value: String {
        index.number.map { wording.text(of: $0, decimals: 0) } ?? "–"
    }

    private var bandName: String {
        if let category { return wording.text(of: category.name) }
        if case .none(let reason) = index.value { return wording.text(of: reason) }
        return "–"
    }

    private var asOf: String {
        let time =
            index.asOf.map { wording.text(of: $0, .minute) }
            ?? wording.text(of: Message("environment.station.no-values"))
        guard station.isReplayed else { return time }
        return time + " · " + wording.text(of: Message("environment.replayed.short"))
    }

    /// Long text is set narrower instead of running out of the picture.
    private func squeeze(_ text: String, over length: Int) -> String {
        text.count > length ? " textLength=\"194\" lengthAdjust=\"spacingAndGlyphs\"" : ""
    }
}
