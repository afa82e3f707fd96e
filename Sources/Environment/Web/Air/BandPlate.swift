// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// An index, large, on the colour its rule prescribes, with the band's name.
///
/// The ground is drawn as a picture: colours are reference data and no style
/// sheet repeats them. Words stand on it in black or white, whichever is
/// further from the colour.
struct BandPlate: Component {
    let figure: Figure
    let category: AirQualityCategory

    var html: HTML {
        """
        <div class="plate plate-\(Self.isLight(category.colour) ? "light" : "dark")">\
        <svg class="plate-ground" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
        <rect width="1" height="1" fill="\(category.colour)"/></svg>\
        <p class="plate-words"><span class="plate-title">\(say: "environment.aqi.short")</span>\
        <strong class="plate-value">\(figure)</strong><span class="plate-band">\(category.name)</span></p></div>
        """
    }

    /// Whether black reads better than white on `#RRGGBB` (WCAG 2.2, relative luminance).
    static func isLight(_ colour: String) -> Bool {
        guard let value = UInt32(colour.dropFirst(), radix: 16) else { return true }
        func linear(_ shift: UInt32) -> Double {
            let part = Double((value >> shift) & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055)
        }
        return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0) > 0.179
    }

    /// `x` to the power of 2.4, as close as colours need.
    private static func power(_ x: Double) -> Double {
        let root = x.squareRoot().squareRoot()
        return x * x * root * root.squareRoot() * root.squareRoot().squareRoot()
    }
}
