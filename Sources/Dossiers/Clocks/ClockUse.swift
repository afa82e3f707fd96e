// SPDX-License-Identifier: Apache-2.0

import Basics

/// Who goes by which calendar or policy, and when.
struct ClockUse: Sendable {
    /// Whom it speaks of, by the table's columns, folded as names are looked
    /// up: `["unit": "25459", "field": "ho tich"]`; empty for everybody.
    let subject: [String: String]
    /// The calendar's or policy's code.
    let uses: String
    let validFrom: CivilDay?
    let validTo: CivilDay?

    init(of subject: [String: String], uses: String, validFrom: CivilDay?, validTo: CivilDay?) {
        self.subject = subject.mapValues(\.searchKey)
        self.uses = uses
        self.validFrom = validFrom
        self.validTo = validTo
    }

    func overlaps(_ other: ClockUse) -> Bool {
        CivilDay.overlap(validFrom, validTo, other.validFrom, other.validTo)
    }

    func holds(for subject: [String: String], on day: CivilDay) -> Bool {
        self.subject == subject && (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true)
    }
}

extension [ClockUse] {
    /// What the first of these ways to speak of a dossier that has a row
    /// uses; the narrower ways stand first.
    func used(_ ways: [[String: String?]], on day: CivilDay) -> String? {
        for way in ways {
            let subject = way.compactMapValues { $0?.searchKey }
            guard subject.count == way.count else { continue }
            if let use = first(where: { $0.holds(for: subject, on: day) }) { return use.uses }
        }
        return nil
    }
}
