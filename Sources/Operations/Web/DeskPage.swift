// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The desk of the operations centre: everything at once, the queue in reach
/// of the keyboard.
struct DeskPage {
    static let address: Address = "/operations"

    let picture: CityPicture
    let clock: CityClock
    /// Whether this reader may acknowledge alarms.
    let mayAct: Bool

    var content: PageContent {
        PageContent(
            Message("operations.desk.title"), layout: .wide, live: Screen.desk.streamAddress, body: body)
    }

    private var body: HTML {
        """
        <div class="desk\(" desk-reading", if: !mayAct)" data-behaviour="desk-keys">\
        <header class="desk-head"><div><h1>\(say: "operations.desk.title")</h1>\
        <p class="desk-links"><a href="\(Screen.wall.address)">\(say: "operations.desk.open-wall")</a></p></div>\(clock)</header>\
        \(clock.replaySpeed == nil ? nil : Notice(.information, Message("operations.replay.banner")))\
        \(parts.situation)\
        \(parts.tiles)\
        <div class="desk-columns"><div class="desk-column">\(parts.alarms)\(parts.stations)\(keys)</div>\
        <div class="desk-column desk-column-map">\(parts.map(clock.language))\(parts.events)</div></div></div>
        """
    }

    private var parts: ScreenParts { ScreenParts(screen: .desk, picture: picture) }

    private var keys: HTML {
        """
        <p class="desk-key-help">\(Self.key("j")) \(Self.key("k")) \(say: "operations.desk.keys.move") · \
        \(Self.key("a")) \(say: "operations.desk.keys.acknowledge") · \(Self.key("Enter")) \
        \(say: "operations.desk.keys.open")</p>
        """
    }

    /// What is printed on the key, the same in every language.
    private static func key(_ name: String) -> HTML { "<kbd>\(name)</kbd>" }
}
