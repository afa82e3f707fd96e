// SPDX-License-Identifier: Apache-2.0

extension DefinitionLint {
    var limits: [LintFinding] {
        legalLimits + stepLimits + interruptions
    }

    /// The legal limit of each channel against the definition's.
    private var legalLimits: [LintFinding] {
        var found: [LintFinding] = []
        if definition.channels.isEmpty { found.append(LintFinding(.unknownChannel, at: "channels")) }
        let cases: [String?] = definition.cases.isEmpty ? [nil] : definition.cases.map(\.code)
        for channel in definition.channels {
            let rows = cases.map { definition.limit(by: channel, case: $0) }
            let place = "limits.\(channel.rawValue)"
            switch legal[channel] {
            case .limit(let most):
                // Left open by name, a limit is a person's to find out.
                let isLeftOpen = definition.open.contains { $0.about == "limit-\(channel.rawValue)" }
                if !isLeftOpen, rows.contains(where: { $0 == nil }) { found.append(LintFinding(.noLimit, at: place)) }
                for row in Set(rows.compactMap { $0?.limit }).sorted(by: { "\($0)" < "\($1)" }) {
                    switch row.isWithin(most) {
                    case true?: break
                    case false?: found.append(LintFinding(.overLegal, at: place, "\(row.text) > \(most.text)"))
                    case nil: found.append(LintFinding(.notComparable, at: place, "\(row.text) ? \(most.text)"))
                    }
                }
            case .unsettled(let printed): found.append(LintFinding(.legalUnsettled, at: place, printed))
            case .unstated, nil: found.append(LintFinding(.legalUnknown, at: place, channel.rawValue))
            }
        }
        return found
    }

    /// Steps, and steps one after the other, against the longest time any case has.
    private var stepLimits: [LintFinding] {
        let wholes = definition.limits.map(\.limit.mostHours)
        guard !wholes.contains(nil), let whole = wholes.compactMap({ $0 }).max() else { return [] }
        let found = definition.steps.compactMap { step -> LintFinding? in
            guard let limit = step.limit, let hours = limit.leastHours, hours > whole else { return nil }
            return LintFinding(.stepOverLimit, at: "steps.\(step.code)", limit.text)
        }
        guard found.isEmpty, let first = definition.steps.first else { return found }
        let hours = longest(from: first.code, seen: [])
        return hours > whole ? [LintFinding(.stepsOverLimit, at: "steps", "\(hours) > \(whole)")] : []
    }

    /// Working hours of the longest way to an end that passes no step twice.
    private func longest(from code: String, seen: Set<String>) -> Int {
        guard !seen.contains(code), seen.count < 20, let step = definition.step(code) else { return 0 }
        let next = step.actions.compactMap { action -> String? in
            if case .move(let target) = action.effect { target } else { nil }
        }
        let rest = Set(next).map { longest(from: $0, seen: seen.union([code])) }.max() ?? 0
        return (step.limit?.leastHours ?? 0) + rest
    }

    /// One supplement and one extension, each as the law has it.
    private var interruptions: [LintFinding] {
        var found: [LintFinding] = []
        let effects = definition.steps.flatMap { step in step.actions.map { (step.code, $0) } }
        for (code, action) in effects {
            let place = "steps.\(code).\(action.code)"
            if case .supplement = action.effect, definition.supplement == nil {
                found.append(LintFinding(.supplementUnstated, at: place))
            }
            if action.effect == .extend, definition.lengthening == nil {
                found.append(LintFinding(.extensionUnstated, at: place))
            }
        }
        if let supplement = definition.supplement, supplement.times != 1 {
            found.append(LintFinding(.supplementTooOften, at: "supplement", String(supplement.times)))
        }
        if let lengthening = definition.lengthening {
            if lengthening.times != 1 {
                found.append(LintFinding(.extensionTooOften, at: "extension", String(lengthening.times)))
            }
            if lengthening.apology.isEmpty { found.append(LintFinding(.extensionWithoutApology, at: "extension")) }
        }
        return found
    }
}

extension TimeLimit {
    /// `3 working_day`, as definitions write it.
    package var text: String { unit == .sameDay ? unit.rawValue : "\(count) \(unit.rawValue)" }

    /// Working hours it takes at the least, where it is counted in working time.
    var leastHours: Int? {
        switch unit {
        case .workingDay: count * 8
        case .workingHour: count
        case .sameDay: 0
        case .calendarDay, .clockHour, .month: nil
        }
    }

    /// Working hours it gives at the most: days that are counted as they come may all be worked.
    var mostHours: Int? {
        switch unit {
        case .workingDay, .calendarDay: count * 8
        case .workingHour: count
        case .sameDay: 16
        case .month: count * 23 * 8
        case .clockHour: nil
        }
    }

    /// Whether it is surely no longer than `most`; `nil` when that depends on
    /// weekends and holidays on the way.
    package func isWithin(_ most: TimeLimit) -> Bool? {
        if unit == most.unit { return count <= most.count }
        switch (unit, most.unit) {
        case (.sameDay, .workingDay), (.sameDay, .calendarDay), (.sameDay, .month): return true
        case (.workingHour, .workingDay): return count <= most.count * 8
        case (.workingDay, .workingHour): return count * 8 <= most.count
        case (.workingDay, .sameDay): return count > 1 ? false : nil
        // So many calendar days are over before as many working days.
        case (.calendarDay, .workingDay): return count <= most.count ? true : nil
        case (.workingDay, .calendarDay): return count > most.count ? false : nil
        default: return nil
        }
    }
}
