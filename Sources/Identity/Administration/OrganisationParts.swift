// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// Units, plans, imports, people and posts on `/administration`.
extension IdentityFeature {
    var unitPart: AdministrationPart {
        AdministrationPart(identity: .organisation, "units", "/organisation") { [organisation, clock] in
            let (chart, today) = (try await organisation.chart(), organisation.today)
            var state = AdministrationState()
            let now = clock.now
            let known = chart.units.values.count { $0.exists(on: today) }
            state.count("units", known, at: now, records: "/organisation")
            if known == 0 { state.concern(.warning, "no-unit") }
            return state
        }
    }

    var planPart: AdministrationPart {
        AdministrationPart(identity: .organisation, "plans", "/organisation/plans") { [organisation, clock] in
            let plans = try await organisation.database.read { tx in try PlanStore.dates(in: tx) }
            let (now, today) = (clock.now, organisation.today)
            let drafts = plans.filter { $0.state == .draft }
            let coming = plans.filter { $0.state == .decided && $0.effectiveOn > today }
            var state = AdministrationState()
            state.count("plan-drafts", drafts.count, at: now, records: "/organisation/plans")
            state.count("plans-coming", coming.count, at: now, records: "/organisation/plans")
            if let next = coming.map(\.effectiveOn).min() { state.say("next-plan", "\(next)") }
            if drafts.contains(where: { $0.effectiveOn <= today + 14 }) { state.concern(.warning, "plan-undecided") }
            return state
        }
    }

    var importPart: AdministrationPart {
        AdministrationPart(identity: .organisation, "imports", "/organisation/imports") { [organisation, clock] in
            let latest = try await organisation.database.read { tx in try ImportStore.latest(in: tx) }
            let waiting = latest.count { $0.state == .draft }
            var state = AdministrationState()
            state.count("imports-waiting", waiting, at: clock.now, records: "/organisation/imports")
            if waiting > 0 { state.concern(.information, "import-waiting") }
            return state
        }
    }

    var peoplePart: AdministrationPart {
        AdministrationPart(identity: .organisation, "people", "/people") { [people, clock] in
            let (staff, now) = (try await people.staff(), clock.now)
            let working = staff.people.values.filter { $0.leftAt == nil }
            let withoutPost = working.count { person in
                !staff.appointments(of: person.id).contains { $0.holds(at: now) }
            }
            var state = AdministrationState()
            state.count("people", working.count, at: now, records: "/people")
            state.count("people-without-post", withoutPost, at: now, records: "/people")
            return state
        }
    }

    var postPart: AdministrationPart {
        AdministrationPart(identity: .organisation, "posts", "/people/posts") { [people, organisation, clock] in
            let (staff, chart, now) = (try await people.staff(), try await organisation.chart(), clock.now)
            let today = organisation.today
            let posts = staff.posts.values.filter { chart[$0.unit]?.exists(on: today) == true }
            let soon = now + Self.notice
            func endsSoon(_ end: Instant?) -> Bool { end.map { now < $0 && $0 <= soon } ?? false }
            let ending =
                staff.appointments.values.filter { endsSoon($0.to) }.count
                + staff.delegations.filter { endsSoon($0.until) }.count
            var state = AdministrationState()
            state.count("posts", posts.count, at: now, records: "/people/posts")
            let vacant = posts.count { staff.holders(of: $0.id, at: now).isEmpty }
            state.count("posts-vacant", vacant, at: now, records: "/people/posts")
            state.count("posts-ending", ending, at: now, records: "/people/posts")
            if ending > 0 { state.concern(.information, "post-ending") }
            return state
        }
    }
}

extension AdministrationState {
    mutating func say(_ key: String, _ content: HTML) {
        say(Message("identity.administration.\(key)"), content)
    }
}
