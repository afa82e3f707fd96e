// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showProcedure(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let (version, conflicts, versions) = try await database.read { tx in
            guard let version = try ProcedureStore.version(of: code, in: tx) else { throw WebError.notFound }
            return (
                version, try ConflictStore.conflicts(of: code, version: version.number, in: tx),
                try ProcedureStore.versions(of: code, in: tx)
            )
        }
        let now = clock.now
        let dues = version.procedure.channels.indices.map { place -> Due? in
            guard let limit = Self.limit(of: place, in: version.procedure, conflicts) else { return nil }
            return due(limit, version.procedure, at: now)
        }
        return context.page(
            ProcedurePage(
                version: version, conflicts: conflicts, versions: versions, dues: dues, askedAt: now,
                isReader: Self.readers.permits(context.viewer)
            ).content)
    }

    @Sendable func showProcedureAsData(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        guard let version = try await database.read({ try ProcedureStore.version(of: code, in: $0) }) else {
            throw WebError.notFound
        }
        return context.json(
            ProcedureAnswer(
                version: version.number, takenAt: version.takenAt.iso8601(in: context.site.zone),
                catalogue: version.source, procedure: version.procedure))
    }

    /// A settlement stands for what is printed; where one is still missing there is no limit.
    static func limit(of place: Int, in procedure: Procedure, _ conflicts: [Conflict]) -> TimeLimit? {
        let own = conflicts.filter { $0.kind.isAboutTime && $0.channels.contains(place) }
        return own.isEmpty ? procedure.channels[place].time.limit : own.compactMap { $0.settlement?.limit }.last
    }

    /// When a dossier handed in at this moment would be due, or why nobody can say.
    private func due(_ limit: TimeLimit, _ procedure: Procedure, at now: Instant) -> Due {
        do {
            let clock = try clocks.clock(
                field: procedure.field, procedure: procedure.code, on: CivilZone.vietNam.day(of: now))
            let deadline = try clock.deadline(limit, from: now)
            return Due(at: deadline.dueAt, problem: nil, provisional: deadline.provisional)
        } catch {
            return Due(at: nil, problem: error.answer.message, provisional: [])
        }
    }

    /// A due time on a page.
    struct Due: Sendable {
        let at: Instant?
        let problem: Message?
        let provisional: [WorkingCalendar.Entry]
    }
}

/// A procedure for programs: as it was read, what is unclear left unclear.
struct ProcedureAnswer: Encodable {
    let version: Int
    let takenAt: String
    let catalogue: String
    let procedure: Procedure
}
