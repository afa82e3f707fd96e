// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// The result of a dossier on the desk's page: the draft, the document once it
/// is issued, and what may be done for it now.
struct ResultSection: Component {
    let page: DossierPage

    private var whole: DossierDesk.Whole { page.whole }
    private var isShown: Bool {
        whole.draft != nil || whole.result != nil || whole.lacksResult || mayDraft || !page.state.produced.isEmpty
    }
    private var mayDraft: Bool {
        guard let step = page.step, page.state.drafts(in: whole.definition) else { return false }
        return page.powers.contains(DossierPower(of: step.role))
            && (page.state.holder.isEmpty || page.state.holder == page.account)
    }

    var html: HTML {
        guard isShown else { return .empty }
        return Panel(
            Message("dossiers.result.heading"), id: "result",
            issued + missing + drafted + (mayDraft ? draftForms : .empty)
        ).html
    }

    private var issued: HTML {
        guard let result = whole.result else { return .empty }
        let code = VerificationCode(typed: result.code)?.grouped ?? result.code
        return """
            \(DefinitionList([
                (Message("dossiers.result.number"), "\(result.number)"),
                (Message("dossiers.result.date"), "\(result.date)"),
                (Message("dossiers.result.signed"), "\(say: "dossiers.result.signed.\(result.signature == nil ? "no" : "yes")")"),
                (Message("dossiers.result.code"), "<a href=\"\(ResultLinks.check(result.code))\"><code>\(code)</code></a>"),
            ]))\(ResultLinks(result: result, dossier: page.dossier.id))
            """
    }

    /// Numbered, and no document: the scan of the paper closes the gap.
    private var missing: HTML {
        guard whole.lacksResult else { return .empty }
        let notice = Notice(.warning, Message("dossiers.result.missing")).html
        guard page.powers.contains(.number) else { return notice }
        return notice
            + form(
                "scan", "results", Message("dossiers.result.attach"),
                FormField.file(
                    "file-scan", label: Message("dossiers.result.scan"), accepting: "application/pdf",
                    error: page.errors["file-scan"]
                ).html)
    }

    private var drafted: HTML {
        guard let draft = whole.draft else { return .empty }
        let words = DraftWords(draft: draft)
        let preview = LinkButton(
            Message("dossiers.result.preview"), Address("/dossiers/\(page.dossier.id.description)/draft.pdf"), .quiet)
        return """
            <details\(" open", if: whole.result == nil && !mayDraft)>\(words.summary)\(words)</details>\
            <p class="actions">\(preview)</p>
            """
    }

    private var draftForms: HTML {
        let typed = page.typed.lines("words-draft")
        return form(
            "draft", "drafts", Message("dossiers.result.draft-save"),
            FormField.lines(
                "words-draft", label: Message("dossiers.need-label.draft"),
                value: typed.isEmpty ? page.draftText : typed, hint: Message("dossiers.result.fields-hint"),
                error: page.errors["words-draft"], rows: 8, maxLength: DossierState.mostWords
            ).html)
            + form(
                "draft-file", "drafts", Message("dossiers.result.draft-upload"),
                FormField.file(
                    "file-draft-file", label: Message("dossiers.result.draft-pdf"), accepting: "application/pdf",
                    error: page.errors["file-draft-file"]
                ).html)
    }

    private func form(_ code: String, _ resource: String, _ title: Message, _ fields: HTML) -> HTML {
        """
        <details class="act" id="act-\(code)"\(" open", if: page.refused == code)><summary>\(title)</summary>\
        <form class="form" method="post" action="\(Address("/dossiers/\(page.dossier.id.description)/\(resource)"))" enctype="multipart/form-data" novalidate>\
        \(HTML.formToken)<input type="hidden" name="revision" value="\(machine: page.dossier.revision)">\
        <input type="hidden" name="form" value="\(code)">\(fields)<p class="actions">\(SubmitButton(title))</p></form></details>
        """
    }
}

/// Where a result and its signature are fetched.
struct ResultLinks: Component {
    let result: ResultTable.Entry
    let dossier: Dossier.ID
    /// Whether whoever looks is the applicant.
    var isOwn = false

    private func address(_ kind: String) -> Address {
        isOwn
            ? Address("/my/dossiers/\(dossier.description)/result.\(kind)")
            : Address("/dossiers/\(dossier.description)/result.\(kind)")
    }

    static func check(_ code: String) -> Address { ("/results/verify" as Address).with("code", code) }

    var html: HTML {
        let signature: HTML =
            result.signature == nil
            ? .empty
            : LinkButton(Message("dossiers.result.signature"), address("p7s"), .quiet).html
        return """
            <p class="actions">\(LinkButton(Message("dossiers.result.fetch"), address("pdf")))\(signature)</p>
            """
    }
}
