// SPDX-License-Identifier: Apache-2.0

import Basics

extension SampleCourse {
    /// The actions that lead from the open step to a result in somebody's hands, the fewest.
    var way: [ProcedureDefinition.Action] {
        guard let first = state.step else { return [] }
        var reached: Set<String> = [first]
        var front: [(step: String, way: [ProcedureDefinition.Action])] = [(first, [])]
        while !front.isEmpty {
            var next: [(step: String, way: [ProcedureDefinition.Action])] = []
            for place in front {
                for action in definition.step(place.step)?.actions ?? [] {
                    switch action.effect {
                    case .end(.done): return place.way + [action]
                    case .move(let step) where reached.insert(step).inserted: next.append((step, place.way + [action]))
                    case .move, .supplement, .extend, .pause, .end: continue
                    }
                }
            }
            front = next
        }
        return []
    }

    /// The open step's action with this effect.
    func action(_ isWanted: (ProcedureDefinition.Effect) -> Bool) -> ProcedureDefinition.Action? {
        step?.actions.first { isWanted($0.effect) }
    }

    var supplementing: ProcedureDefinition.Action? {
        action { if case .supplement = $0 { true } else { false } }
    }

    var extending: ProcedureDefinition.Action? { action { $0 == .extend } }

    /// Whether the action ends the work: what comes after is fetching.
    func finishes(_ action: ProcedureDefinition.Action) -> Bool {
        switch action.effect {
        case .move(let step): definition.step(step)?.duties.contains(.handOver) ?? false
        case .end: true
        case .supplement, .extend, .pause: false
        }
    }

    /// Asks the applicant for more, and has it brought some days later.
    ///
    /// - Parameter isAnswered: Whether it was.
    mutating func supplement(
        at moment: Instant, answered isAnswered: Bool, after days: Int, _ words: SampleShape.Texts
    ) throws {
        guard let action = supplementing else { return }
        try act(action, at: moment, words: words.supplement, until: moment + .days(30))
        guard isAnswered else { return }
        var given = fact(.supplementGiven, at: try reckoning.hours.opening(from: moment + .days(days)), by: .receive)
        given.words = words.given
        try add(given)
    }

    /// Takes what is owed, and hands the result over.
    mutating func handOver(_ action: ProcedureDefinition.Action, at moment: Instant) throws {
        if state.owes(dossier.fee), let fee = dossier.fee {
            var paid = fact(.paid, at: moment, by: .handOver)
            paid.amount = fee - state.paid
            try add(paid)
        }
        try act(action, at: moment, words: "")
    }
}
