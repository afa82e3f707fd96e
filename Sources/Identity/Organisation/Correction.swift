// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// What was said of units and is said no more, as it was: kept with the act
/// that took it back, so that nothing that once held is lost.
struct Correction: Codable, Hashable, Sendable {
    /// `merge`, `authority`: a kind of succession, or the part of a competence.
    let kind: String
    /// Predecessor or territory, by identity.
    let from: String
    /// Successor or responsible unit; `nil` when nothing followed.
    let to: String?
    let function: String
    let share: Double?
    /// The first day, and for a competence the first day without.
    let since: String
    let until: String?
    let act: String
    let source: String
    /// Why it was taken back, in what was written before the act itself told.
    var reason: String?

    init(_ step: Succession) {
        kind = step.kind.rawValue
        from = step.from.description
        to = step.to?.description
        function = step.function
        share = step.share
        since = step.on.iso8601
        until = nil
        act = step.act
        source = step.source
    }

    init(_ competence: Competence) {
        kind = competence.part.rawValue
        from = competence.territory.description
        to = competence.unit.description
        function = competence.function
        share = nil
        since = competence.validity.from.iso8601
        until = competence.validity.to?.iso8601
        act = competence.act
        source = competence.source
    }

    /// The units it speaks of, each once.
    var units: Set<String> { Set([from, to].compactMap(\.self)) }

    var stored: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    init?(stored: String) {
        guard let read = try? JSONDecoder().decode(Correction.self, from: Data(stored.utf8)) else { return nil }
        self = read
    }
}
