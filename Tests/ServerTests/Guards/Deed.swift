// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Web

/// A form that somebody fills in where it stands on a page, and what that must
/// leave in the ledger.
struct Deed: Sendable {
    /// The route's own pattern.
    let route: String
    /// The page with the form. `{name}` stands for a thing's identity, here, in
    /// `action` and in the fields.
    let page: String
    /// Where the form is sent; the route itself where it is the same.
    var action = ""
    var who = "administrator"
    var fields: [String: [String]] = [:]
    /// The acts that must be in the ledger afterwards, and no others.
    let writes: [String]
    /// What later deeds need: a thing's name, and where its identity stands in
    /// the answer's `Location` or page.
    var keeps: (name: String, before: String)?
    /// Such as 200 where a secret is shown once.
    var answer: HTTPResponse.Status = .seeOther

    /// Does it.
    ///
    /// - Parameter things: Identities by name; gains what this deed keeps.
    func done(by crowd: Crowd, with things: inout [String: String]) async throws {
        let known = things
        func named(_ text: String) -> String {
            known.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
        }
        let (place, target) = (named(page), named(action.isEmpty ? route : action))
        let shown = try await crowd.ask(.get, place, as: who)
        let form = try #require(
            PageForm.all(in: shown.text).first { $0.action == target },
            "\(place) as \(who) (\(shown.status.code)) has no form for \(target)")
        let own = try await crowd.token(of: who)
        var filled = fields.mapValues { $0.map(named) }
        filled["form-token"] = [own.token]
        let (body, type) = form.filled(filled).body
        let answer = try await crowd.ask(.post, target, as: who, form: body, cookie: own.cookie, type: type)
        let errors = answer.text.matches(of: /class="(?:field-error|notice[^"]*)"[^>]*>(.*?)<\//).map { String($0.1) }
        #expect(answer.status == self.answer, "\(target) as \(who): \(answer.status.code) \(errors)")
        guard let keeps else { return }
        let told = (answer.headers[.location] ?? "") + " " + answer.text
        let start = try #require(told.range(of: named(keeps.before))?.upperBound, "\(target): \(keeps.before)")
        things[keeps.name] = String(told[start...].prefix { $0.isHexDigit || $0 == "-" })
    }
}
