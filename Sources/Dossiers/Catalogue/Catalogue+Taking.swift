// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension Catalogue {
    func take(
        _ record: CatalogueRecord, source: String, by actor: Actor, counting intake: inout Intake,
        in tx: any Transaction
    ) throws {
        let procedure = record.procedure
        let newest = try ProcedureStore.newest(of: procedure.code, in: tx)
        if let newest, newest.digest == record.digest {
            try reread(procedure, as: newest, in: tx)
            intake.unchanged += 1
            return
        }
        if let newest, procedure.isHead, !newest.isHead {
            intake.kept += 1
            return
        }
        let number = (newest?.number ?? 0) + 1
        if number == 1 { intake.new += 1 } else { intake.changed += 1 }
        try ProcedureStore.put(procedure, version: number, in: tx)
        try ProcedureStore.add(
            ProcedureVersion(
                number: number, takenAt: clock.now, source: source, digest: record.digest, procedure: procedure),
            by: actor, in: tx)
        intake.conflicts += try settleAgain(procedure, version: number, after: newest, in: tx)
    }

    /// A newer program may read more out of the same words: the version stays, its reading is renewed.
    private func reread(
        _ procedure: Procedure, as version: ProcedureVersion, in tx: any Transaction
    ) throws {
        var bare = (procedure, version.procedure)
        bare.0.source = ""
        bare.1.source = ""
        guard bare.0 != bare.1 else { return }
        try ProcedureStore.put(procedure, version: version.number, in: tx)
        try ProcedureStore.renew(procedure, version: version.number, in: tx)
        let before = try ConflictStore.conflicts(of: procedure.code, version: version.number, in: tx)
        let found = procedure.conflicts(version: version.number, from: before.count)
        for conflict in before {
            let same = found.first { $0.asks(theSameAs: conflict) }
            try ConflictStore.keep(conflict.id, channels: same?.channels, in: tx)
        }
        try ConflictStore.add(found.filter { one in !before.contains { $0.asks(theSameAs: one) } }, in: tx)
    }

    /// Raises what a person has to settle of this version. What was settled of
    /// the one before stands where kind, print, words and decision are the same.
    ///
    /// - Returns: How many points wait.
    private func settleAgain(
        _ procedure: Procedure, version: Int, after old: ProcedureVersion?, in tx: any Transaction
    ) throws -> Int {
        let isSame = old?.procedure.decision == procedure.decision
        let settled =
            try isSame ? ConflictStore.settled(of: procedure.code, version: old?.number ?? 0, in: tx) : []
        let conflicts = procedure.conflicts(version: version).map { conflict in
            guard let known = settled.first(where: { $0.asks(theSameAs: conflict) }) else { return conflict }
            var conflict = conflict
            conflict.state = .settled
            conflict.settlement = known.settlement
            return conflict
        }
        try ConflictStore.dismiss(of: procedure.code, before: version, in: tx)
        try ConflictStore.add(conflicts, in: tx)
        return conflicts.count { $0.state == .open }
    }
}

extension Conflict {
    fileprivate func asks(theSameAs other: Conflict) -> Bool {
        kind == other.kind && printed == other.printed && words == other.words
    }
}
