// SPDX-License-Identifier: Apache-2.0

package import Basics

extension ProcedureDefinition {
    /// A definition for a procedure nobody has modelled: the steps every
    /// dossier goes through (this pattern's), with the channels, papers, limits
    /// and results of the procedure's record.
    ///
    /// What the record leaves ambiguous stays open: a channel whose limit is not
    /// sure, or differs from row to row, has none, and fees are named but not reckoned. Papers of every case
    /// are listed; which of them a dossier needs the officer judges.
    ///
    /// - Parameter limits: What is sure of each channel's limit, by its place in the record.
    package func generic(for procedure: Procedure, limits sure: [TimeLimit?], from day: CivilDay) -> Self {
        var made = self
        made.procedure = procedure.code
        made.name = Words(procedure.name)
        made.decision = procedure.decision
        made.source = procedure.source
        made.validFrom = day
        made.channels = Channel.allCases.filter { way in procedure.channels.contains { $0.kind.way == way } }
        made.open = []
        made.limits = []
        made.fees = []
        for way in made.channels { made.takeLimit(of: procedure, way, sure: sure) }
        for (place, channel) in procedure.channels.enumerated() {
            if channel.fee.kind != .unstated {
                made.fees.append(Self.fee(channel, number: place + 1, source: procedure.source))
            }
        }
        made.papers = procedure.cases.flatMap(\.papers).enumerated().map { place, paper in
            Paper(
                code: "paper-\(place + 1)", name: Words(paper.name), originals: paper.originals, copies: paper.copies,
                sources: [.held, .upload, .counter], neededIf: nil, cases: [], channels: [], form: "")
        }
        made.takeResults(of: procedure)
        return made
    }

    /// The limit of a channel, where every row of it is sure and says the same.
    private mutating func takeLimit(of procedure: Procedure, _ way: Channel, sure: [TimeLimit?]) {
        let rows = procedure.channels.indices.filter { procedure.channels[$0].kind.way == way }
        let own = Set(rows.map { sure.indices.contains($0) ? sure[$0] : nil })
        if own.count == 1, let limit = own.first ?? nil {
            limits.append(Limit(limit: limit, cases: [], channels: [way], source: procedure.source))
        } else {
            let printed = rows.map { procedure.channels[$0].time.text }.filter { !$0.isEmpty }
            let words = printed.isEmpty ? "–" : printed.joined(separator: "; ")
            open.append(OpenPoint(about: "limit-\(way.rawValue)", words: Words(words)))
        }
    }

    private static func fee(_ channel: Procedure.Channel, number: Int, source: String) -> Fee {
        let isFree = channel.fee.kind == .free && channel.feeNote.isEmpty
        return Fee(
            code: "fee-\(number)", name: Words(channel.fee.text), amount: isFree ? .fixed(0) : .open, due: .submission,
            isRefunded: false, channels: [channel.kind.way], cases: [], appliesIf: nil, exempt: [], source: source)
    }

    /// The record's results in place of the pattern's one; that stays where the record names none.
    private mutating func takeResults(of procedure: Procedure) {
        var seen: Set<String> = []
        let named = procedure.results.filter { !$0.isRefusal && !$0.code.isEmpty && seen.insert($0.code).inserted }
        guard !named.isEmpty else { return }
        results = named.map { Result(code: $0.code, name: Words($0.name), isSigned: true, isNumbered: true) }
        for step in steps.indices {
            for action in steps[step].actions.indices where !steps[step].actions[action].produces.isEmpty {
                steps[step].actions[action].produces = named.map(\.code)
            }
        }
    }
}

extension Procedure.Channel.Kind {
    /// The same way of handing in, as definitions call it.
    package var way: ProcedureDefinition.Channel {
        switch self {
        case .online: .online
        case .post: .post
        case .direct: .direct
        }
    }
}
