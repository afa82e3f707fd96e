// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// How pages speak of dossiers.
enum DossierWords {
    static func tone(_ status: NationalStatus) -> Tone? {
        switch status {
        case .new, .received, .processing: .information
        case .supplementWanted, .paymentWanted: .warning
        case .processed, .returned: .success
        case .notReceived, .withdrawn, .stopped: nil
        }
    }

    static func tag(_ status: NationalStatus) -> Tag { Tag(status.message, tone(status)) }

    /// Overdue, due today, or where it stands.
    static func tag(_ dossier: Dossier, at now: Instant, in zone: CivilZone = .vietNam) -> Tag {
        guard dossier.processedAt == nil, let dueAt = dossier.dueAt else { return tag(dossier.status) }
        if dueAt < now { return Tag(Message("dossiers.desk.overdue"), .danger) }
        if zone.day(of: dueAt) == zone.day(of: now) { return Tag(Message("dossiers.desk.due-today"), .warning) }
        return tag(dossier.status)
    }

    /// Says of a dossier that it was made up and nobody's; nothing of others.
    static func sample(_ dossier: Dossier) -> HTML {
        dossier.isSample ? Tag(Message("dossiers.desk.sample")).html : .empty
    }

    /// The queue in words: whose turn it is.
    static func queue(_ queue: String) -> Message {
        switch queue {
        case Dossier.waiting: Message("dossiers.queue.citizen")
        case Dossier.closed: Message("dossiers.queue.closed")
        default: Message("dossiers.role.\(ProcedureDefinition.HolderKind(rawValue: queue)?.rawValue ?? "case-officer")")
        }
    }

    static func money(_ amount: Int64) -> HTML {
        "\(say: "dossiers.fee.vnd", ["count": .count(Int(clamping: amount))])"
    }

    /// What is shown to whoever does not need the whole.
    static func masked(_ answer: Answer, to question: Question?) -> Answer? {
        guard let text = answer.text else { return nil }
        switch question?.kind {
        case .identity, .phone: return .text("•••" + text.suffix(3))
        case .email: return .text(text.prefix(1) + "•••@" + (text.split(separator: "@").last ?? ""))
        case .address: return .text("•••")
        default: return nil
        }
    }
}
