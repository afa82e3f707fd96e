// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What happened to a dossier, the latest first.
struct FactList: Component {
    let whole: DossierDesk.Whole
    /// Whether people of the staff are named, and what they wrote to each other is shown.
    let showsNames: Bool
    var inEnglish = false

    var html: HTML {
        "<ol class=\"fact-list\">\(HTML.each(whole.facts.reversed(), row))</ol>"
    }

    private func row(_ fact: DossierFact) -> HTML {
        let action = whole.definition.action(fact.action, at: fact.step)?.name.text(inEnglish: inEnglish)
        let title: HTML = action.map { "\($0)" } ?? "\(say: "dossiers.fact.\(fact.kind.rawValue)")"
        let name: HTML = showsNames && !fact.by.name.isEmpty ? " · \(who(fact.by))" : .empty
        return """
            <li><p><strong>\(title)</strong><br><small class="muted">\(fact.at)\(name)</small></p>\(detail(fact))</li>
            """
    }

    private func who(_ actor: Actor) -> HTML {
        if case .system = actor.who { return "\(say: "dossiers.desk.by-rule")" }
        return "\(actor.name)"
    }

    private func detail(_ fact: DossierFact) -> HTML {
        var parts: [HTML] = []
        switch fact.kind {
        case .assigned where showsNames:
            parts.append(fact.targetName.isEmpty ? "\(say: "dossiers.desk.to-unit")" : "\(fact.targetName)")
        case .transferred: parts.append("\(fact.targetName)")
        case .paid: parts.append(DossierWords.money(fact.amount ?? 0))
        default: break
        }
        if fact.kind == .received, let limit = fact.promise?.limit { parts.append("\(PrintedWords.words(of: limit))") }
        if let moment = fact.moment { parts.append("\(say: "dossiers.desk.until") \(moment)") }
        if !fact.mark.isEmpty { parts.append("\(say: "dossiers.desk.mark"): \(fact.mark)") }
        // What one office writes to the other is theirs; what is written to the applicant is the applicant's.
        let isForApplicant = [.supplementAsked, .supplementGiven, .extended, .ended, .transferred].contains(fact.kind)
        if !fact.words.isEmpty, showsNames || isForApplicant { parts.append("<bdi>\(fact.words)</bdi>") }
        return HTML.each(parts) { "<p class=\"fact-detail\">\($0)</p>" }
    }
}
