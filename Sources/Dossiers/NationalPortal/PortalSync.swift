// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import Ports
import SQLStore
import ServiceLifecycle
import Web

/// Tells the national portal of every fact, each dossier's in its order, on one
/// of the nodes; again while the portal is away. With every fact goes the whole
/// record as it is then: what was refused once is mended by the next.
struct PortalSync: Service {
    let desk: DossierDesk
    let portal: any NationalPortal
    let lease: Lease
    let logger: Logger
    var every: Duration = .seconds(5)

    private static let batch = 20

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    while try await round() == Self.batch {}
                } catch {
                    logger.warning("the national portal was not told", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: every)
            }
        }
    }

    /// - Returns: How many facts were looked at.
    @discardableResult
    func round() async throws -> Int {
        let now = desk.clock.now
        // Looked at first: while nothing waits, nothing is written.
        let due = try await desk.database.read { tx in try PortalOutbox.due(at: now, limit: Self.batch, in: tx) }
        guard !due.isEmpty, try await desk.database.write({ tx in try lease.hold(in: tx) }) else { return 0 }
        for one in due {
            var refusal: PortalRefusal?
            do throws(PortalRefusal) { try await tell(one) } catch { refusal = error }
            let (met, at) = (refusal, desk.clock.now)
            if let met {
                logger.warning(
                    "the national portal did not take a fact",
                    metadata: ["dossier": "\(one.dossier)", "number": "\(one.number)", "reason": "\(met)"])
            }
            try await desk.database.write { tx in try PortalOutbox.settle(one, met, at: at, in: tx) }
            // A portal that is away is not asked twenty times.
            if case .later? = met { return 0 }
        }
        return due.count
    }

    private func tell(_ due: PortalOutbox.Due) async throws(PortalRefusal) {
        let news: (PortalRecord, PortalStep)?
        do {
            news = try await desk.database.read { tx in try self.news(due, in: tx) }
        } catch {
            throw .later("\(error)")
        }
        guard let (record, step) = news else { return }
        try await portal.synchronise(record)
        try await portal.report(step)
    }

    /// The dossier as it was just after a fact.
    private func news(_ due: PortalOutbox.Due, in tx: any Reading) throws -> (PortalRecord, PortalStep)? {
        guard let dossier = try DossierStore.dossier(due.dossier, in: tx) else { return nil }
        let began = try desk.rules.began(dossier, in: tx)
        let facts = try desk.facts.facts(of: dossier.id, in: tx).prefix { $0.number <= due.number }
        guard let fact = facts.last else { return nil }
        let state = DossierState(Array(facts), of: began.definition)
        let applicant = try desk.content.applicant(of: dossier)
        let office = try OfficeStore.office(state.office, in: tx)?.name ?? ""
        let channel: [ProcedureDefinition.Channel: Int] = [.direct: 1, .online: 2, .post: 3]
        let status = state.status(owing: state.owes(dossier.fee)).rawValue
        var record = PortalRecord(
            code: dossier.code, procedure: dossier.procedure, procedureName: dossier.procedureName,
            field: began.field ?? "",
            channel: channel[dossier.channel] ?? 1, identity: applicant.identity, applicant: applicant.name,
            email: applicant.email, phone: applicant.phone, office: office, status: status,
            submittedAt: dossier.submittedAt)
        record.receivedAt = state.receivedAt
        record.dueAt = state.receivedAt == nil ? nil : dossier.dueAt
        record.processedAt = state.processedAt
        record.endedAt = state.endedAt
        let action = began.definition.action(fact.action, at: fact.step)?.name.vi
        let done = action ?? desk.wording.text(of: Message("dossiers.fact.\(fact.kind.rawValue)"))
        var officer = ""
        if case .person = fact.by.who, fact.kind != .submitted || dossier.citizen.isEmpty { officer = fact.by.name }
        let step = PortalStep(
            code: dossier.code, office: office, officer: officer, at: fact.at, done: done, status: status,
            dueAt: record.dueAt)
        return (record, step)
    }
}
