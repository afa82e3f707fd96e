// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Writes files that were read, their values, what was refused of them and
/// the marks of hours to derive, all in the transaction it is handed.
struct IntakeWriter: Sendable {
    let values: ValueWriter
    let zone: CivilZone

    /// What a batch came to.
    struct Summary: Sendable {
        var taken = 0
        var refused = 0
        var repeated = 0
    }

    func write(_ files: [ReadFile], at now: Instant, in tx: any Transaction) throws -> Summary {
        var plan = try Plan(files, known: KnownFiles(named: files.map(\.name), in: tx), at: now)
        let first = plan.new.isEmpty ? 0 : try Counter.file.take(plan.new.count, in: tx)
        for index in plan.new.indices { plan.new[index].id = StationFileRecord.ID(first + Int64(index)) }

        try FileStore.insert(plan.new, repeated: plan.repeatedInBatch, at: now, in: tx)
        try FileStore.count(repeated: plan.repeated, at: now, in: tx)
        for file in plan.retaken { try FileStore.retake(file, at: now, by: .system("environment.intake"), in: tx) }
        let accepted = plan.new + plan.retaken
        try QuarantineStore.insert(refusals(of: plan.new), at: now, in: tx)
        try write(valuesOf: accepted, at: now, in: tx)
        return Summary(
            taken: accepted.count { $0.accepted > 0 }, refused: accepted.count { $0.accepted == 0 },
            repeated: plan.repeated.values.reduce(0, +) + plan.repeatedInBatch.values.reduce(0, +))
    }

    /// Values, marks, the stations' newest moments and what screens are told.
    func write(valuesOf files: [NumberedFile], at now: Instant, in tx: any Transaction) throws {
        var new: [ValueWriter.Key: ValueWriter.Value] = [:]
        var newest: [Station.ID: (file: StationFileRecord.ID, valueAt: Instant)] = [:]
        var codes: Set<String> = []
        for file in files {
            guard case .read(let station, _, let content) = file.read.outcome, !content.lines.isEmpty else { continue }
            codes.insert(station.code)
            var latest = newest[station.id]?.valueAt ?? content.lines[0].at
            for line in content.lines {
                // The later line is the newer word, within a file and across files.
                let series = values.seriesKey(of: line.parameter, at: station)
                new[ValueWriter.Key(series: series, at: line.at)] = ValueWriter.Value(
                    station: station, parameter: line.parameter, number: line.value, status: line.status,
                    file: file.id, line: line.number, isLive: !file.read.isBacklog)
                latest = max(latest, line.at)
            }
            newest[station.id] = (file.id, latest)
        }
        guard !new.isEmpty else { return }
        let outcome = try values.upsert(new, at: now, zone: zone, in: tx)
        try DueStore.mark(outcome.due, in: tx)
        try QuarantineStore.insert(outcome.tooOld.map { tooOld($0, of: files) }, at: now, in: tx)
        for (station, last) in newest {
            try StationStore.note(file: last.file, at: now, valueAt: last.valueAt, of: station, in: tx)
        }
        try EventStore.count(files: files.count { $0.accepted > 0 }, at: now, in: tx)
        for payload in EnvironmentChannel.values(of: codes.sorted()) {
            try tx.announce(EnvironmentChannel.name, payload)
        }
        try tx.announce(EnvironmentChannel.name, EnvironmentChannel.due)
        try tx.announce(EnvironmentChannel.name, EnvironmentChannel.events)
    }

    private func tooOld(_ value: ValueWriter.Value, of files: [NumberedFile]) -> QuarantineStore.Refusal {
        let read = files.first { $0.id == value.file }?.read
        return QuarantineStore.Refusal(
            file: value.file, stationCode: value.station.code, name: read?.name ?? "", path: read?.path ?? "",
            line: value.line, excerpt: "\(value.parameter) \(value.number)",
            reason: Message("environment.refusal.older-than-kept"), receivedAt: read?.receivedAt ?? .init(seconds: 0))
    }

    private func refusals(of files: [NumberedFile]) -> [QuarantineStore.Refusal] {
        files.flatMap { QuarantineStore.refusals(of: $0) }
    }
}
