// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showProcedure(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await procedurePage(nil, context).content)
    }

    /// A version as it was, or is.
    @Sendable func showVersion(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await procedurePage(try versionNumber(context), context).content)
    }

    func versionNumber(_ context: WebContext) throws -> Int {
        guard let number = Int(try context.parameter("number")), number > 0 else { throw WebError.notFound }
        return number
    }

    func procedurePage(_ number: Int?, _ context: WebContext) async throws -> ProcedurePage {
        let code = try context.parameter("code")
        let (version, conflicts, versions, levels) = try await database.read { tx in
            guard let version = try ProcedureStore.version(of: code, number: number, in: tx) else {
                throw WebError.notFound
            }
            return (
                version, try ConflictStore.conflicts(of: code, version: version.number, in: tx),
                try ProcedureStore.versions(of: code, in: tx), try ServiceLevelStore.levels(of: code, in: tx)
            )
        }
        let newest = versions.first?.number ?? version.number
        let today = CivilZone.vietNam.day(of: clock.now)
        var page = ProcedurePage(
            version: version, newest: newest, conflicts: conflicts, versions: versions, askedAt: clock.now,
            today: today, isReader: Self.readers.permits(context.viewer),
            isKeeper: Self.keepers.permits(context.viewer), levels: levels, vocabulary: vocabulary)
        page.isVersion = number != nil
        page.offersForm = !Policy.staff.permits(context.viewer)
        if version.number == newest, !version.validity.isWithdrawn(on: today) {
            page.reckoning = try await reckoning(version.procedure, conflicts, at: clock.now)
        }
        return page
    }

    @Sendable func showProcedureAsData(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let (version, levels) = try await database.read { tx in
            (try ProcedureStore.version(of: code, in: tx), try ServiceLevelStore.levels(of: code, in: tx))
        }
        guard let version else { throw WebError.notFound }
        let level = levels.holding(on: CivilZone.vietNam.day(of: clock.now))
        return context.json(
            ProcedureAnswer(
                version: version.number, takenAt: version.takenAt.iso8601(in: context.site.zone),
                decidedOn: version.validity.decidedOn?.iso8601, validFrom: version.validity.validFrom?.iso8601,
                withdrawnOn: version.validity.withdrawnOn?.iso8601, serviceLevel: level?.level.rawValue,
                serviceLevelBefore2022: level?.old.map { $0.rawValue }, catalogue: version.source,
                procedure: version.procedure))
    }

    /// A settlement stands for what is printed; where one is still missing there is no limit.
    static func limit(of place: Int, in procedure: Procedure, _ conflicts: [Conflict]) -> TimeLimit? {
        let own = conflicts.filter { $0.kind.isAboutTime && $0.state != .gone && $0.channels.contains(place) }
        return own.isEmpty ? procedure.channels[place].time.limit : own.compactMap { $0.settlement?.limit }.last
    }

    /// For each channel, when a dossier handed in at this moment would be due, or why nobody can say.
    private func reckoning(
        _ procedure: Procedure, _ conflicts: [Conflict], at now: Instant
    ) async throws -> ProcedurePage.Reckoning {
        let day = CivilZone.vietNam.day(of: now)
        let clock: DossierClock
        do {
            clock = try await clocks().clock(field: procedure.field, procedure: procedure.code, on: day)
        } catch let error as ReckoningError {
            let due = Due(at: nil, problem: error.answer.message, provisional: [])
            return .init(policy: nil, dues: procedure.channels.map { _ in due })
        }
        return .init(
            policy: clock.policy,
            dues: procedure.channels.indices.map { place in
                Self.limit(of: place, in: procedure, conflicts).map { Self.due($0, by: clock, at: now) }
            })
    }

    private static func due(_ limit: TimeLimit, by clock: DossierClock, at now: Instant) -> Due {
        do {
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

extension ProcedureVersion.Validity {
    func isWithdrawn(on day: CivilDay) -> Bool { withdrawnOn.map { $0 <= day } ?? false }
}

/// A procedure for programs: as it was read, what is unclear left unclear.
struct ProcedureAnswer: Encodable {
    let version: Int
    let takenAt: String
    let decidedOn: String?
    let validFrom: String?
    let withdrawnOn: String?
    let serviceLevel: String?
    let serviceLevelBefore2022: Int?
    let catalogue: String
    let procedure: Procedure
}
