// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Ports

/// A file that was read, and what is in it by the present rules.
struct ReadFile: Sendable {
    let path: String
    let name: String
    let bytes: [UInt8]
    let sha256: [UInt8]
    let receivedAt: Instant
    let outcome: Outcome
    /// Whether it is too old to raise alarms.
    let isBacklog: Bool

    enum Outcome: Sendable {
        case read(Station, StationFile.Name, StationFile)
        case refused(Message, station: String?, at: Instant?)
    }

    /// What the present rules make of a file's name and content.
    struct Rules: Sendable {
        let readers: [StationKind: StationFileReader]
        let settings: EnvironmentSettings

        enum StationKind: Hashable, CaseIterable { case dry, wet }

        init(catalogue: ParameterCatalogue, settings: EnvironmentSettings) {
            var policy = StationFile.Policy()
            policy.futureTolerance = settings.clockTolerance
            policy.earliest = settings.earliest
            policy.sizeLimit = settings.largestFile
            policy.takesMissingUnitAsOwn = settings.takesMissingUnitAsOwn
            self.settings = settings
            readers = [
                .dry: StationFileReader(catalogue: catalogue, policy: policy),
                .wet: StationFileReader(catalogue: catalogue, policy: policy, medium: .water),
            ]
        }

        /// - Parameter isBacklog: Whether it counts as old whatever it says.
        func read(
            path: String, name: String, _ bytes: [UInt8], receivedAt: Instant, book: StationBook,
            now: Instant, isBacklog: Bool = false
        ) -> ReadFile {
            let digest = Array(SHA256.hash(data: bytes))
            func file(_ outcome: Outcome, late: Bool = false) -> ReadFile {
                ReadFile(
                    path: path, name: name, bytes: bytes, sha256: digest, receivedAt: receivedAt, outcome: outcome,
                    isBacklog: isBacklog || late)
            }
            do {
                let parsed = try StationFile.Name(parsing: name)
                guard let station = book.station(in: parsed) else {
                    let code = String(parsed.station.uppercased().prefix(64))
                    return file(
                        .refused(
                            Message("environment.refusal.unknown-station", ["station": .text(code)]),
                            station: code, at: parsed.at))
                }
                do {
                    let content = try readers[station.medium == .water ? .wet : .dry]!.file(from: bytes, now: now)
                    // The newest line speaks for the file: a name's clock may be another one.
                    let newest = content.lines.map(\.at).max() ?? parsed.at
                    let patience = station.period * settings.backlogPeriods
                    return file(.read(station, parsed, content), late: newest < now - patience)
                } catch {
                    return file(.refused(error.message, station: station.code, at: parsed.at))
                }
            } catch {
                return file(.refused(StationFileError.name(error).message, station: nil, at: nil))
            }
        }
    }
}
