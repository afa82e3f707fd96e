// SPDX-License-Identifier: Apache-2.0

extension DefinitionLint {
    /// Whether every step can be reached and left, down to an end.
    var flow: [LintFinding] {
        guard let first = definition.steps.first else { return [LintFinding(.noSteps, at: "steps")] }
        let steps = Dictionary(definition.steps.map { ($0.code, $0) }) { first, _ in first }
        var found: [LintFinding] = []
        for step in definition.steps {
            for action in step.actions {
                let place = "steps.\(step.code).\(action.code)"
                if let target = action.effect.target, steps[target] == nil {
                    found.append(LintFinding(.unknownStep, at: place, target))
                }
                if case .pause(let pause) = action.effect, !definition.pauses.contains(where: { $0.code == pause }) {
                    found.append(LintFinding(.unknownPause, at: place, pause))
                }
            }
        }
        let reached = reach(from: [first.code]) { code in steps[code].map(Self.targets) ?? [] }
        let ending = Set(definition.steps.filter(Self.ends).map(\.code))
        let leading = reach(from: ending) { code in
            definition.steps.filter { Self.targets($0).contains(code) }.map(\.code)
        }
        for step in definition.steps {
            let place = "steps.\(step.code)"
            if !reached.contains(step.code) {
                found.append(LintFinding(.unreachableStep, at: place, step.code))
            } else if !leading.contains(step.code) {
                found.append(LintFinding(.deadEnd, at: place, step.code))
            }
        }
        let isDone = definition.steps.contains { step in
            reached.contains(step.code) && step.actions.contains { $0.effect == .end(.done) }
        }
        if !isDone { found.append(LintFinding(.noWayToEnd, at: "steps")) }
        return found
    }

    private static func targets(_ step: ProcedureDefinition.Step) -> [String] {
        step.actions.compactMap(\.effect.target)
    }

    private static func ends(_ step: ProcedureDefinition.Step) -> Bool {
        step.actions.contains { if case .end = $0.effect { true } else { false } }
    }

    private func reach(from start: Set<String>, _ next: (String) -> [String]) -> Set<String> {
        var reached = start
        var waiting = Array(start)
        while let code = waiting.popLast() {
            for other in next(code) where reached.insert(other).inserted { waiting.append(other) }
        }
        return reached
    }

    /// Who holds a step, and whether one kind of person does what two must do.
    var duties: [LintFinding] {
        var found: [LintFinding] = []
        for step in definition.steps {
            let place = "steps.\(step.code)"
            if step.role.isEmpty {
                found.append(LintFinding(.noHolder, at: place, step.code))
            } else if ProcedureDefinition.HolderKind(rawValue: step.role) == nil {
                found.append(LintFinding(.unknownHolder, at: place, step.role))
            }
        }
        for (one, other) in ProcedureDefinition.Duty.separated {
            for step in definition.steps where step.duties.contains(one) {
                for second in definition.steps where second.duties.contains(other) && second.role == step.role {
                    found.append(
                        LintFinding(.dutiesTogether, at: "steps.\(second.code)", "\(one.rawValue), \(other.rawValue)"))
                }
            }
        }
        return found
    }
}
