// SPDX-License-Identifier: Apache-2.0

import Basics
package import Ledger
import Ports

extension EnvironmentFeature {
    /// What this feature writes into the ledger.
    package static let ledgerActs: [LedgerAct] = [
        LedgerAct("environment.alarm-acknowledged", Message("environment.act.alarm-acknowledged")),
        LedgerAct("environment.flag-set", Message("environment.act.flag-set")),
        LedgerAct("environment.flag-withdrawn", Message("environment.act.flag-withdrawn")),
        LedgerAct("environment.import-confirmed", Message("environment.act.import-confirmed")),
        LedgerAct("environment.import-discarded", Message("environment.act.import-discarded")),
        LedgerAct("environment.quarantine-retried", Message("environment.act.quarantine-retried")),
        LedgerAct("environment.quarantine-settled", Message("environment.act.quarantine-settled")),
        LedgerAct("environment.retrial-ordered", Message("environment.act.retrial-ordered")),
        LedgerAct("environment.station-changed", Message("environment.act.station-changed")),
        LedgerAct("environment.station-registered", Message("environment.act.station-registered")),
    ]
}

/// What the ledger says of acts on stations, flags, alarms and quarantine.
extension LedgerEntry {
    static func station(
        _ what: String, _ code: String, _ said: Station.Description, _ validFrom: Instant, by actor: Actor,
        at moment: Instant
    ) -> LedgerEntry {
        LedgerEntry(
            "environment.station-\(what)", of: "environment.station", code, by: actor, at: moment,
            fields: [
                "name": said.name, "medium": said.medium.rawValue, "latitude": "\(said.place.latitude)",
                "longitude": "\(said.place.longitude)", "unit-code": said.unitCode, "owner": said.owner,
                "in-service": said.isInService ? "1" : "0", "valid-from": validFrom.iso8601(in: .vietNam),
            ])
    }

    static func flag(
        _ what: String, _ id: OfficerFlag.ID, _ station: Station, _ parameter: Parameter.Code,
        _ verdict: OfficerFlag.Verdict, _ reason: String, by actor: Actor, at moment: Instant
    ) -> LedgerEntry {
        var entry = LedgerEntry(
            "environment.flag-\(what)", of: "environment.flag", id.description, by: actor, at: moment,
            fields: ["station": station.code, "parameter": parameter.rawValue, "verdict": verdict.rawValue])
        entry.reason = reason
        return entry
    }

    /// An act on something of the environment, with the reason given.
    static func environment(
        _ act: String, of kind: String, _ object: String, reason: String = "", by actor: Actor, at moment: Instant
    ) -> LedgerEntry {
        var entry = LedgerEntry("environment.\(act)", of: "environment.\(kind)", object, by: actor, at: moment)
        entry.reason = reason
        return entry
    }
}
