// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

extension Organisation {
    /// Takes in the bodies of the demonstration's six wards, and those of the
    /// former Tây Ninh city and Hòa Thành town with their end.
    ///
    /// - Returns: How many bodies are new; none the second time.
    package func takeInSampleBodies() async throws -> Int {
        let name = "sample-bodies.csv"
        guard let text = try? String(contentsOf: reference.appendingPathComponent(name), encoding: .utf8) else {
            throw OrgError.damagedReference(name)
        }
        let now = clock.now
        let source = "VamCo: cơ quan mẫu theo Nghị định 150/2025/NĐ-CP; tên cơ quan trước 01/7/2025 [from memory]"
        let new = try await change(
            deciding: { chart -> (change: OrgChange, outcome: Int)? in
                let table = UnitTable(text, into: chart, source: source, at: now)
                guard table.failure == nil, table.refused.isEmpty else { throw OrgError.damagedReference(name) }
                var change = OrgChange(units: Dictionary(table.units.map { ($0.id, $0) }) { $1 })
                change.successions = table.units.enumerated().compactMap { number, unit in
                    unit.endedOn.map { end in
                        Succession(
                            id: Succession.ID(at: now + .milliseconds(number)), from: unit.id, to: nil, kind: .abolish,
                            share: nil, on: end, act: "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
                            source: source)
                    }
                }
                return change.units.isEmpty ? nil : (change: change, outcome: change.units.count)
            },
            also: { new, tx in
                try ActStore.record(
                    .unitsImported, "sample-bodies", by: .system("identity.sample"), at: now, detail: String(new),
                    in: tx)
            })
        return new ?? 0
    }
}
