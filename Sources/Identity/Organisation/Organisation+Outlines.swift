// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

extension Organisation {
    /// Gives units their outlines; a unit that is not there yet is made.
    ///
    /// All of them or none.
    package func takeIn(_ outlined: [OutlinedUnit], by actor: Actor) async throws {
        let now = clock.now
        try await change(
            deciding: { chart in
                var change = OrgChange()
                var outlines: [(OutlinedUnit.Outline, OrgUnit.ID, Validity)] = []
                for (number, unit) in outlined.enumerated() {
                    guard let validity = Validity(from: unit.validFrom, to: unit.validTo) else { continue }
                    let id: OrgUnit.ID
                    if let known = chart.unit(scheme: unit.scheme, code: unit.code, on: unit.validFrom) {
                        id = known.id
                    } else {
                        id = OrgUnit.ID(at: now + .microseconds(number))
                        change.units[id] = OrgUnit(id: id, versions: [version(of: unit, validity, in: chart)])
                    }
                    if let outline = unit.outline { outlines.append((outline, id, validity)) }
                }
                return (change: change, outcome: outlines)
            },
            also: { outlines, tx in
                for (outline, id, validity) in outlines { try OrgStore.put(outline, of: id, validity, in: tx) }
                try ActStore.record(
                    .outlinesTaken, "outlines", by: actor, at: now, detail: String(outlines.count), in: tx)
            })
    }

    private func version(of unit: OutlinedUnit, _ validity: Validity, in chart: OrgChart) -> OrgUnit.Version {
        let parent = unit.parentCode.flatMap { chart.unit(scheme: unit.scheme, code: $0, on: unit.validFrom)?.id }
        return OrgUnit.Version(
            validity: validity, scheme: unit.scheme, code: unit.code, name: unit.name, nameEnglish: unit.nameEnglish,
            kind: unit.kind, parent: parent, act: "", source: unit.source)
    }
}
