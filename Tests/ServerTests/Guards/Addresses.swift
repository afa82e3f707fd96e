// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Web

/// Finds an address for every route by following the pages' own links, and
/// every way a page's filters may be set. A new route is found by itself as
/// soon as a page leads to it.
struct Addresses: Sendable {
    /// One address to ask, as somebody.
    struct Asked: Hashable, Sendable {
        let pattern: String
        let address: String
        let name: String?
    }

    private let patterns: [(parts: [Substring], route: Route)]
    private var asked: [String: Asked] = [:]
    private var parts: [String: String] = [:]
    /// Fields of the forms that were found, by the address they are sent to.
    private(set) var forms: [String: Set<String>] = [:]

    init(_ routes: [Route]) {
        patterns = routes.filter { $0.method == .get }.map { ($0.path.split(separator: "/"), $0) }
    }

    /// Patterns that nothing led to.
    var unfound: [String] {
        let known = Set(asked.values.map(\.pattern))
        return patterns.map(\.route.path).filter { !known.contains($0) }.sorted()
    }

    var all: [Asked] { asked.values.sorted { ($0.address, $0.name ?? "") < ($1.address, $1.name ?? "") } }

    /// The pattern with the values found for its parts, or made-up ones.
    func example(of pattern: String) -> String {
        address(of: pattern) { parts[$0] ?? "018f0000-0000-7000-8000-000000000000" } ?? pattern
    }

    /// Walks the site as one person until nothing new is found.
    mutating func walk(_ crowd: Crowd, as name: String?, more: [String] = []) async throws {
        var waiting = patterns.map(\.route.path).filter { !$0.contains("{") } + more
        while let address = waiting.popLast() {
            guard let asked = note(address, as: name) else { continue }
            let route = try #require(patterns.first { $0.route.path == asked.pattern }).route
            let answer = try await crowd.ask(route.answer == .stream ? .head : .get, address, as: name)
            for form in Self.forms(in: answer.text) { forms[form.target, default: []].formUnion(form.fields) }
            waiting += Self.links(in: answer.text) + Self.filters(in: answer.text, at: address)
            if waiting.isEmpty { waiting += patterns.compactMap { filled($0.route.path, as: name) } }
        }
    }

    /// Keeps the first address for each pattern and set of names in its query.
    private mutating func note(_ address: String, as name: String?) -> Asked? {
        let halves = address.split(separator: "?", maxSplits: 1)
        guard let path = halves.first, let pattern = pattern(of: path) else { return nil }
        let names = halves.dropFirst().flatMap { $0.split(separator: "&") }.compactMap { pair -> Substring? in
            let key = pair.split(separator: "=", omittingEmptySubsequences: false)[0]
            return ["lang", "theme"].contains(key) ? nil : key
        }
        let key = "\(pattern)?\(Set(names).sorted().joined(separator: "&")) \(name ?? "")"
        guard asked[key] == nil else { return nil }
        asked[key] = Asked(pattern: pattern, address: address, name: name)
        return asked[key]
    }

    private mutating func pattern(of path: Substring) -> String? {
        let own = path.split(separator: "/")
        let found = patterns.filter { pattern in
            pattern.parts.count == own.count && zip(pattern.parts, own).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }.min { $0.parts.count { $0.hasPrefix("{") } < $1.parts.count { $0.hasPrefix("{") } }
        guard let found else { return nil }
        for (place, part) in found.parts.enumerated() where part.hasPrefix("{") && place > 0 {
            let key = "\(found.parts[place - 1])/\(part)"
            if parts[key] == nil { parts[key] = String(own[place]) }
        }
        return found.route.path
    }

    /// The pattern with known values, when they are all known and it was not asked yet.
    private func filled(_ pattern: String, as name: String?) -> String? {
        guard !asked.values.contains(where: { $0.pattern == pattern && $0.name == name }) else { return nil }
        return address(of: pattern) { parts[$0] }
    }

    private func address(of pattern: String, _ value: (String) -> String?) -> String? {
        var before: Substring = ""
        var address = ""
        for part in pattern.split(separator: "/") {
            guard let text = part.hasPrefix("{") ? value("\(before)/\(part)") : String(part) else { return nil }
            address += "/" + text
            before = part
        }
        return address.isEmpty ? "/" : address
    }

    private static func links(in text: String) -> [String] {
        text.matches(of: /(?:href|src|data-[a-z-]+)="(\/[^"\/#][^"#]*)/).map { plain($0.1) }
    }

    /// A page's filters: each field alone, and all together.
    private static func filters(in text: String, at address: String) -> [String] {
        text.matches(of: /<form([^>]*method="get"[^>]*)>(.*?)<\/form>/.dotMatchesNewlines()).flatMap {
            form -> [String] in
            let target = form.1.firstMatch(of: /action="([^"]*)"/).map { plain($0.1) } ?? address
            let path = target.prefix { $0 != "?" }
            let inputs = form.2.matches(of: /<input[^>]*name="([^"]+)"/).map { "\($0.1)=a" }
            let choices = form.2.matches(
                of: /<select[^>]*name="([^"]+)".*?<option value="([^"]+)"/.dotMatchesNewlines()
            )
            .map { "\($0.1)=\(plain($0.2))" }
            let pairs = inputs + choices
            return (pairs + [pairs.joined(separator: "&")]).map { "\(path)?\($0)" }
        }
    }

    private static func forms(in text: String) -> [(target: String, fields: [String])] {
        text.matches(of: /<form([^>]*method="post"[^>]*)>(.*?)<\/form>/.dotMatchesNewlines()).compactMap { form in
            guard let target = form.1.firstMatch(of: /action="([^"]*)"/) else { return nil }
            let names = form.2.matches(of: /<(?:input|select|textarea)[^>]*name="([^"]+)"/).map { String($0.1) }
            return (plain(target.1), names.filter { $0 != "form-token" })
        }
    }

    private static func plain(_ text: Substring) -> String { String(text.replacing("&amp;", with: "&")) }
}
