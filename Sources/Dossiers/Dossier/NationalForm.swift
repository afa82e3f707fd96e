// SPDX-License-Identifier: Apache-2.0

import Basics

/// The forms of Circular 03/2025/TT-VPCP that a dossier comes to by what
/// happened to it, besides the receipt.
enum NationalForm: String, CaseIterable, Sendable {
    case supplement = "02"
    case refusal = "03"
    case apology = "04"
    case stop = "05"
    case control = "06"

    /// What it is called in a definition whose sector has a form of its own instead.
    private var kind: ProcedureDefinition.Document.Kind {
        switch self {
        case .supplement: .supplement
        case .refusal: .refusal
        case .apology: .apology
        case .stop: .stop
        case .control: .control
        }
    }

    /// Whether it is written to the applicant; the control slip stays in the office.
    var isForApplicant: Bool { self != .control }

    /// The fact it is about; `nil` where a dossier has come to none.
    ///
    /// - Returns: The last of them: an older form was printed when it was due.
    func fact(of whole: DossierDesk.Whole) -> DossierFact? {
        guard !whole.definition.documents.contains(where: { $0.kind == kind }) else { return nil }
        return whole.facts.last { fact in
            let outcome = fact.kind == .ended ? ProcedureDefinition.Outcome(rawValue: fact.target) : nil
            return switch self {
            case .supplement: fact.kind == .supplementAsked && !fact.words.isEmpty
            case .refusal: outcome == .refused
            case .apology: fact.kind == .extended
            case .stop: outcome == .stopped || outcome == .withdrawn
            case .control: fact.kind == .received
            }
        }
    }

    static func all(of whole: DossierDesk.Whole) -> [NationalForm] {
        allCases.filter { $0.fact(of: whole) != nil }
    }
}
