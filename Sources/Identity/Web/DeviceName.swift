// SPDX-License-Identifier: Apache-2.0

import Basics

/// A browser as people call it, made of what it says of itself: `Firefox,
/// Windows`. A guess for recognising one's own device, nothing to rely on.
struct DeviceName {
    let message: Message

    init(_ userAgent: String) {
        let browser = Self.browsers.first { userAgent.contains($0.sign) }?.name
        let system = Self.systems.first { userAgent.contains($0.sign) }?.name
        let known = [browser, system].compactMap(\.self)
        message =
            known.isEmpty
            ? Message("identity.own.unknown-device")
            : Message("identity.own.known-device", ["device": .text(known.joined(separator: ", "))])
    }

    /// The first that fits: most browsers also name those they descend from.
    private static let browsers: [(sign: String, name: String)] = [
        ("coc_coc_browser", "Cốc Cốc"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ]

    private static let systems: [(sign: String, name: String)] = [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ]
}
