// SPDX-License-Identifier: Apache-2.0

/// What differs between two versions of a procedure's record.
package struct ProcedureChange: Hashable, Sendable {
    package enum Part: String, CaseIterable, Sendable {
        case name, decision, field, levels, kind, subjects, steps, channels, papers, results, legal, requirements,
            bodies
    }

    package let part: Part
    package let removed: [String]
    package let added: [String]

    /// The parts that differ, in the order of the page: lines that went and lines that came.
    package static func changes(from old: Procedure, to new: Procedure) -> [ProcedureChange] {
        Part.allCases.compactMap { part in
            let (before, after) = (lines(part, of: old), lines(part, of: new))
            guard before != after else { return nil }
            let (known, kept) = (Set(before), Set(after))
            return ProcedureChange(
                part: part, removed: before.filter { !kept.contains($0) }, added: after.filter { !known.contains($0) })
        }
    }

    private static func lines(_ part: Part, of procedure: Procedure) -> [String] {
        switch part {
        case .name: [procedure.name]
        case .decision: [procedure.decision]
        case .field: [procedure.field]
        case .levels: procedure.levels
        case .kind: procedure.kind.isEmpty ? [] : [procedure.kind]
        case .subjects: procedure.subjects.split(separator: ", ").map(String.init)
        case .steps: procedure.steps.split(separator: "\n").map(String.init)
        case .channels:
            procedure.channels.map { channel in
                [channel.kind.rawValue, channel.time.text, channel.fee.text, channel.feeNote, channel.description]
                    .map { $0.isEmpty ? "–" : $0 }.joined(separator: " · ")
            }
        case .papers:
            procedure.cases.flatMap { one in
                one.papers.map { paper in
                    [one.name, paper.name, "\(paper.originals) + \(paper.copies)"].filter { !$0.isEmpty }
                        .joined(separator: " · ")
                } + one.notes
            }
        case .results: procedure.results.map { "\($0.name) (\($0.code))" }
        case .legal: procedure.legalBases.map { "\($0.name) \($0.number)" }
        case .requirements: procedure.requirements.split(separator: "\n").map(String.init)
        case .bodies:
            [
                procedure.bodies.executing, procedure.bodies.competent, procedure.bodies.authorised,
                procedure.bodies.coordinating, procedure.bodies.reception,
            ].filter { !$0.isEmpty }
        }
    }
}
