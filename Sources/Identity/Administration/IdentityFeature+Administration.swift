// SPDX-License-Identifier: Apache-2.0

import Basics
package import Web

extension IdentityFeature {
    /// What `/administration` shows of organisation, people, sign-in and personal data.
    package var administration: [AdministrationPart] {
        [
            unitPart, planPart, importPart, peoplePart, postPart, calendarPart,
            accountPart, tokenPart, providerPart, securityPart,
            requestPart, keyPart,
        ]
    }

    /// How long before its end something that runs out is told of.
    static let notice = Duration.days(14)
}

extension AdministrationState {
    /// A count of the city's own records; its title and its definition have one key.
    mutating func count(
        _ key: String, _ count: Int, isCapped: Bool = false, at now: Instant, records: Address
    ) {
        add(
            Message("identity.administration.\(key)"),
            .counted(
                count, isCapped: isCapped, at: now, Message("identity.administration.\(key).means"), records: records))
    }

    mutating func concern(_ tone: Tone, _ key: String, _ arguments: [String: Message.Argument] = [:]) {
        warn(tone, Message("identity.administration.concern.\(key)", arguments))
    }
}

extension AdministrationPart {
    /// A part whose title and purpose have the same key.
    init(
        identity group: Group, _ key: String, _ address: Address,
        state: @escaping @Sendable () async throws -> AdministrationState
    ) {
        self.init(
            group, Message("identity.administration.part.\(key)"), address,
            for: Message("identity.administration.part.\(key).purpose"), state: state)
    }
}
