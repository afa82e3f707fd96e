// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// The band of an index in words and colour, never in colour alone.
struct Band: Component {
    let category: StationOverview.Category

    var html: HTML {
        "<span class=\"band\">\(ColourMark(category.colour))<span class=\"band-name\">\(category.name)</span></span>"
    }
}

extension StationOverview.Category {
    init(_ category: AirQualityCategory) {
        self.init(
            code: category.code, name: category.name, colour: category.colour, gravity: category.gravity)
    }
}
