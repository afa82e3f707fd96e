// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/dossiers/signatures`: what waits for a signature, each with its draft, to
/// be ticked and signed with one proof of who signs.
struct SignaturesPage {
    let offices: [DossierOffice]
    let office: DossierOffice?
    let rows: [WaitingSignature]
    let next: Address?
    let now: Instant
    let inEnglish: Bool
    /// What became of those that were ticked.
    var outcomes: [SignatureOutcome] = []
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("dossiers.signing.several"), breadcrumb: [.init(Message("dossiers.desk.title"), "/dossiers")],
            body: """
                \(errors.summary)
                \(PageHead(Message("dossiers.signing.several"), lead: Message("dossiers.signing.several-lead")))
                <div class="spaced">\(done)\(offices.isEmpty
                    ? Notice(.information, Message("dossiers.desk.no-office")).html : chooser)\(rows.isEmpty
                    ? EmptyState(Message("dossiers.signing.nothing"), advice: Message("dossiers.desk.none-advice")).html
                    : form)</div>
                """)
    }

    private var done: HTML {
        guard !outcomes.isEmpty else { return .empty }
        let count = outcomes.count { $0.refusal == nil }
        return Panel(
            Message("dossiers.signing.outcome"), id: "outcome",
            """
            \(Notice(count == outcomes.count ? .success : .warning, Message(
                "dossiers.signing.signed", ["count": .count(count), "of": .count(outcomes.count)])))<ul>\
            \(HTML.each(outcomes) { outcome in
                """
                <li><a href="\(Address("/dossiers/\(outcome.id.description)"))">\(outcome.code.isEmpty
                    ? "–" : outcome.code)</a> – \(outcome.refusal ?? Message("dossiers.signing.done"))</li>
                """
            })</ul>
            """
        ).html
    }

    private var chooser: HTML {
        guard offices.count > 1 else { return .empty }
        return FilterBar(
            "/dossiers/signatures", isNarrowed: false, button: Message("dossiers.desk.find"),
            fields: OfficeField(offices: offices, chosen: office, inEnglish: inEnglish).html
        ).html
    }

    private var form: HTML {
        """
        <form method="post" action="\(("/dossiers/signatures" as Address).with("office", office?.unit))">\(HTML.formToken)\
        <div class="stack" id="sign">\(HTML.each(rows, row))</div>\
        <p class="actions">\(SubmitButton(Message("dossiers.signing.sign-ticked")))\(next.map {
            LinkButton(Message("dossiers.signing.next"), $0, .quiet)
        })</p></form>
        """
    }

    private func row(_ waiting: WaitingSignature) -> HTML {
        let (dossier, place) = (waiting.dossier, waiting.dossier.id.description)
        return """
            <div class="panel"><label class="choice" for="sign-\(place)"><input type="checkbox" id="sign-\(place)" name="sign" \
            value="\(waiting.value)"><span><strong>\(SourceText(dossier.procedureName).html)</strong><br>\
            <span class="nowrap">\(dossier.code)</span> · <bdi>\(waiting.name)</bdi> · \
            \(waiting.action.name.text(inEnglish: inEnglish))</span></label>
            <p>\(DossierWords.tag(dossier, at: now)) \(due(dossier))</p>\(draft(waiting))
            <p><a href="\(Address("/dossiers/\(place)"))">\(say: "dossiers.signing.whole")</a></p></div>
            """
    }

    private func due(_ dossier: Dossier) -> HTML {
        dossier.dueAt.map { "<small class=\"muted\">\(say: "dossiers.desk.due") \($0)</small>" } ?? .empty
    }

    private func draft(_ waiting: WaitingSignature) -> HTML {
        guard let draft = waiting.draft else { return "<p class=\"muted\">\(say: "dossiers.signing.no-draft")</p>" }
        let words = DraftWords(draft: draft)
        return """
            <details>\(words.summary)\(words)<p class="actions">\(LinkButton(
                Message("dossiers.result.preview"), Address("/dossiers/\(waiting.dossier.id.description)/draft.pdf"), .quiet
            ))</p></details>
            """
    }
}
