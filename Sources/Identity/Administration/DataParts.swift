// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// Personal data, keys and the working calendar on `/administration`.
extension IdentityFeature {
    var requestPart: AdministrationPart {
        AdministrationPart(identity: .data, "requests", "/people/data") { [personal, organisation, clock] in
            let (now, today) = (clock.now, organisation.today)
            let (terms, rules) = try await personal.database.read { tx in
                (try AdministrationStore.requestTerms(in: tx), try RetentionStore.rules(in: tx))
            }
            let late = terms.count { $0 < today }
            var state = AdministrationState()
            state.count("requests", terms.count, isCapped: true, at: now, records: "/people/data")
            state.count("requests-late", late, isCapped: true, at: now, records: "/people/data")
            if let first = terms.first { state.say("next-term", "\(first)") }
            state.count("retention", rules.count, at: now, records: "/people/data")
            if late > 0 {
                state.concern(.danger, "request-late")
            } else if let first = terms.first, first <= today + 1 {
                state.concern(.warning, "request-due", ["on": .day(first)])
            }
            if rules.count < PersonalField.allCases.count { state.concern(.information, "no-retention") }
            return state
        }
    }

    var keyPart: AdministrationPart {
        AdministrationPart(identity: .data, "keys", "/identity/keys") { [keys, clock] in
            let all = try keys.known()
            let now = clock.now
            var state = AdministrationState()
            state.count("keys", all.count, at: now, records: "/identity/keys")
            guard let newest = all.last else { return state }
            state.say("newest-key", "<code>\(newest.name)</code>")
            state.say("key-made", newest.madeAt.map { "\($0, .date)" } ?? "\(say: "identity.keys.undated")")
            if let made = newest.madeAt, now - made > KeyRing.advisedAge {
                state.concern(.warning, "key-old", ["since": .instant(made)])
            }
            return state
        }
    }

    var calendarPart: AdministrationPart {
        AdministrationPart(identity: .organisation, "calendar", "/organisation/working-days") {
            [calendar, organisation] in
            var state = AdministrationState()
            let workingDays = try await calendar.workingCalendar()
            let years = workingDays.knownYears
            let today = organisation.today
            state.say("calendar-years", "\(years.map(String.init).joined(separator: ", "))")
            if !years.contains(today.year) {
                state.concern(.danger, "year-missing", ["year": .text(String(today.year))])
            }
            let next = today.year + 1
            if !years.contains(next) {
                // The Government says in autumn which days of the next year are exchanged.
                state.concern(
                    today.month >= 10 ? .warning : .information, "next-year-missing", ["year": .text(String(next))])
            }
            let open = workingDays.provisional(in: today...(today + 366))
            if let first = open.first { state.concern(.information, "day-provisional", ["on": .day(first.day)]) }
            return state
        }
    }
}
