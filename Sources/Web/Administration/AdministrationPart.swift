// SPDX-License-Identifier: Apache-2.0

package import Basics

/// One part of the platform as `/administration` shows it: what it is for, how
/// it stands, and the way in. Features offer theirs as values, as they do with
/// `NavigationEntry`; none knows the others'.
package struct AdministrationPart: Sendable {
    /// What parts stand together, in the order of the page.
    package enum Group: String, CaseIterable, Sendable {
        case organisation
        case access
        case data
        case record
        case system
    }

    let group: Group
    let title: Message
    /// What is looked after there, as one sentence.
    let purpose: Message
    package let address: Address
    /// How it stands now: a fixed number of queries, asked anew for every page.
    package let state: @Sendable () async throws -> AdministrationState

    package init(
        _ group: Group, _ title: Message, _ address: Address, for purpose: Message,
        state: @escaping @Sendable () async throws -> AdministrationState
    ) {
        self.group = group
        self.title = title
        self.purpose = purpose
        self.address = address
        self.state = state
    }
}

/// How a part stands.
package struct AdministrationState: Sendable {
    /// Something that somebody should look at.
    package struct Concern: Sendable {
        package let tone: Tone
        package let message: Message

        /// - Parameter tone: `.danger` for what does not work or is late, `.warning` for what soon will,
        ///   `.information` for what might be better.
        package init(_ tone: Tone, _ message: Message) {
            self.tone = tone
            self.message = message
        }
    }

    /// Every number of the part.
    package var figures: [(title: Message, figure: Figure)] = []
    /// What is no number: names, moments.
    package var facts: [(title: Message, content: HTML)] = []
    package var concerns: [Concern] = []

    package init() {}

    package mutating func add(_ title: Message, _ figure: Figure) { figures.append((title, figure)) }
    package mutating func say(_ title: Message, _ content: HTML) { facts.append((title, content)) }
    package mutating func warn(_ tone: Tone, _ message: Message) { concerns.append(Concern(tone, message)) }
}

extension Figure {
    /// The most a part counts one by one; beyond that it only says that there are more.
    package static let mostCounted = 500

    /// How many of the city's own records there are.
    ///
    /// - Parameters:
    ///   - count: Above `mostCounted` only where all are known without counting them.
    ///   - isCapped: Whether no more than `mostCounted + 1` were counted.
    ///   - definition: What is counted, as one sentence.
    ///   - records: Where they are listed.
    package static func counted(
        _ count: Int, isCapped: Bool = false, at now: Instant, _ definition: Message, records: Address
    ) -> Figure {
        let value: Value =
            isCapped && count > mostCounted
            ? .none(because: Message("web.administration.more-than", ["count": .count(mostCounted)]))
            : .number(Double(count), decimals: 0)
        return Figure(
            value, unit: .one, asOf: now, source: .described(Message("web.administration.own-records")),
            definition: definition, quality: .measured, records: records.text)
    }
}
