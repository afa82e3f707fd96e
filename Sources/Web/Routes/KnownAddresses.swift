// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Every address of a site: what it may be asked, and which of them show a
/// page, which is not true of a form's destination.
struct KnownAddresses: Sendable {
    private struct Known {
        let parts: [Substring]
        let method: HTTPRequest.Method
        let isPage: Bool
    }

    private let routes: [Known]

    init(_ tables: [RouteTable]) {
        routes = tables.flatMap(\.routes).map { route in
            Known(
                parts: Self.parts(of: route.path), method: route.method,
                isPage: route.method == .get && route.answer == .page)
        }
    }

    /// What may be done at `path`; empty for an unknown address.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let known = matching(path).map(\.method)
        return known.contains(.get) ? known + [.head] : known
    }

    func isPage(_ path: String) -> Bool { matching(path).contains(where: \.isPage) }

    /// The page on which a form stood that was sent to `path`.
    ///
    /// - Parameter referrer: What the browser says of it, already on this
    ///   server. It is left out by some browsers, and is the form's
    ///   destination itself after a first attempt that was refused; then the
    ///   nearest page above the destination is meant.
    func page(ofFormSentTo path: String, referrer: String?) -> Address? {
        if let referrer, isPage(String(referrer.prefix { $0 != "?" && $0 != "#" })) {
            return Address(local: referrer)
        }
        var parts = Self.parts(of: path)
        while !parts.isEmpty {
            let candidate = "/" + parts.joined(separator: "/")
            if isPage(candidate) { return Address(local: candidate) }
            parts.removeLast()
        }
        return nil
    }

    /// The routes of the address; a pattern that names its parts goes before
    /// one that takes any, as in the router.
    private func matching(_ path: String) -> [Known] {
        let parts = Self.parts(of: path)
        let fitting = routes.filter { route in
            route.parts.count == parts.count
                && zip(route.parts, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        func freedom(_ route: Known) -> Int { route.parts.count { $0.hasPrefix("{") } }
        guard let nearest = fitting.min(by: { freedom($0) < freedom($1) }) else { return [] }
        return fitting.filter { $0.parts == nearest.parts }
    }

    private static func parts(of path: String) -> [Substring] { path.split(separator: "/") }
}
