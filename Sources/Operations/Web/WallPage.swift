// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The wall of the operations centre: read from across the room, touched by nobody.
struct WallPage {
    let picture: CityPicture
    let clock: CityClock
    let city: String

    var content: PageContent {
        PageContent(Message("operations.wall.title"), layout: .wall, live: Screen.wall.streamAddress, body: body)
    }

    private var body: HTML {
        """
        <div class="wall-screen" data-behaviour="wall" data-page="\(Screen.wall.address)">\
        <header class="wall-head"><div class="wall-name"><h1>\(city)</h1><p>\(say: "operations.wall.subtitle")</p></div>\
        \(clock)</header>\
        <div class="wall-now"><p class="wall-signed-out" role="alert" hidden>\(Icon.warning)\
        <a href="\(Screen.wall.address)">\(say: "operations.wall.signed-out")</a></p>\(parts.situation)</div>\
        <div class="wall-map">\(parts.map(clock.language))</div>\
        <div class="wall-side">\(parts.tiles)\(parts.alarms)\(parts.events)</div>\
        <p class="visually-hidden"><a href="\(Screen.desk.address)">\(say: "operations.wall.to-desk")</a></p></div>
        """
    }

    private var parts: ScreenParts { ScreenParts(screen: .wall, picture: picture) }
}
