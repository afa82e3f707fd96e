// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

extension DossiersFeature {
    /// How far the national portal knows the city's dossiers, on `/administration`.
    var portalPart: AdministrationPart {
        AdministrationPart(
            .system, Message("dossiers.portal.title"), "/dossiers/offices", for: Message("dossiers.portal.purpose")
        ) { [database, clock, isTold = desk.tellsPortal] in
            var state = AdministrationState()
            guard isTold else {
                state.warn(.information, Message("dossiers.portal.not-set"))
                return state
            }
            let now = clock.now
            let known = try await database.read { tx in
                try PortalOutbox.summary(refusedSince: now - .days(7), most: Figure.mostCounted + 1, in: tx)
            }
            state.add(
                Message("dossiers.portal.waiting"),
                .counted(
                    known.waiting, isCapped: true, at: now, Message("dossiers.portal.waiting.means"),
                    records: "/dossiers/offices"))
            state.add(
                Message("dossiers.portal.refused"),
                .counted(
                    known.refused, isCapped: true, at: now, Message("dossiers.portal.refused.means"),
                    records: "/dossiers/offices"))
            if let oldest = known.oldest, now - oldest > .hours(1) {
                state.warn(.danger, Message("dossiers.portal.stuck", ["since": .instant(oldest)]))
            }
            if known.refused > 0 { state.warn(.warning, Message("dossiers.portal.some-refused")) }
            return state
        }
    }
}

extension PortalOutbox.State {
    /// One line of a dossier's page.
    var html: HTML {
        switch self {
        case .told(let moment): "\(Tag(Message("dossiers.portal.state.told"), .success)) \(moment)"
        case .waiting(_, let failure) where failure.isEmpty:
            "\(Tag(Message("dossiers.portal.state.waiting"), .information))"
        case .waiting(let tries, let failure):
            """
            \(Tag(Message("dossiers.portal.state.again", ["count": .count(tries)]), .warning)) \
            <code class="breakable">\(failure)</code>
            """
        case .refused(let failure):
            "\(Tag(Message("dossiers.portal.state.refused"), .danger)) <code class=\"breakable\">\(failure)</code>"
        }
    }
}
