// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import SQLStore
import TestSupport
import Testing

@Suite("Any sequence of events")
struct RandomSequenceTests {
    typealias S = Sample

    /// SplitMix64 (Steele, Lea, Flood 2014): the same seed, the same sequence.
    struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    @Test("leaves aggregates equal to those worked out from the values", arguments: Backend.available, [1, 2, 3, 4])
    func aggregatesHold(on backend: Backend, seed: UInt64) async throws {
        try await backend.withDatabase(migrations: [ObservationStore.migrations]) { database in
            var random = Seeded(state: seed)
            let made = try await database.write { tx in
                try S.store.series((0..<3).map { S.key("p\($0)") }, in: tx)
            }
            let series = made.values.sorted { $0.id < $1.id }
            // Round the turn of a year, on and off the edges of hours and days.
            let start = S.moment(2026, 12, 30, 20)
            var model: [Observation.Key: Observation] = [:]

            for _ in 0..<25 {
                if Int.random(in: 0..<4, using: &random) > 0 {
                    let observations = (0..<Int.random(in: 1...120, using: &random)).map { _ -> Observation in
                        let value = Double(Int.random(in: -40...400, using: &random)) / 4
                        return S.observation(
                            series.randomElement(using: &random) ?? series[0],
                            start + .minutes(Int.random(in: 0...900, using: &random) * 5),
                            Int.random(in: 0..<10, using: &random) == 0 ? nil : value,
                            counts: Int.random(in: 0..<5, using: &random) > 0)
                    }
                    try await database.append(observations)
                    for observation in observations
                    where model[observation.key]?.value != observation.value
                        || model[observation.key] == nil
                    {
                        model[observation.key] = observation
                    }
                } else {
                    let judgements = model.keys.sorted().shuffled(using: &random).prefix(20).map { key in
                        let counts = Bool.random(using: &random)
                        return Judgement(key, flag: counts ? "valid" : "spike", counts: counts, reason: "test")
                    }
                    _ = try await database.write { [now = S.now] tx in
                        try S.store.flag(judgements, by: .system("test"), at: now, in: tx)
                    }
                    for judgement in judgements {
                        guard let old = model[judgement.key] else { continue }
                        model[judgement.key] = Observation(
                            series: old.series, at: old.at, value: old.value, status: old.status,
                            flag: judgement.flag, counts: judgement.counts, origin: old.origin)
                    }
                }
            }

            for one in series {
                let mine = model.values.filter { $0.series == one.id }.sorted { $0.at < $1.at }
                #expect(try await database.values(of: one) == mine)
                for grain in Grain.allCases {
                    #expect(try await database.aggregates(grain, of: one) == expected(grain, mine), "\(grain)")
                }
            }
        }
    }

    /// Worked out from the values in the plainest way. The values are quarters,
    /// so that their sums are exact in any order.
    private func expected(_ grain: Grain, _ values: [Observation]) -> [Aggregate] {
        Dictionary(grouping: values) { grain.end(of: $0.at, in: S.zone) }
            .sorted { $0.key < $1.key }
            .map { end, values in
                let counted = values.filter(\.counts).compactMap(\.value)
                return Aggregate(
                    bucket: Bucket(series: values[0].series, grain: grain, at: end),
                    counted: counted.count, total: values.count, sum: counted.reduce(0, +),
                    min: counted.min(), max: counted.max())
            }
    }
}
