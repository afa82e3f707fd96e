// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension WebContext {
    /// The identity of the citizen who is signed in.
    var ownDrafts: String {
        get throws {
            guard viewer.isCitizen, let id = viewer.actor.personID else { throw WebError.forbidden }
            return id
        }
    }

    func draftID() throws -> Draft.ID {
        guard let id = Draft.ID(try parameter("draft")) else { throw DraftError.unknown }
        return id
    }

    /// What the window knew that sent this form.
    var seenDraft: Drafts.Seen {
        Drafts.Seen(revision: form.integer("revision") ?? 0, definition: form.integer("version") ?? -1)
    }
}

extension DraftForm {
    var here: Address { Address("/my/drafts/\(draft.id.description)") }
    var papersAddress: Address { Address("/my/drafts/\(draft.id.description)/papers") }
    func address(of page: String) -> Address { Address("/my/drafts/\(draft.id.description)/pages/\(page)") }

    /// The page to go on with: the first with something missing, then the papers, then the answers.
    var goingOn: Address {
        if let page = flow.firstUnfinished { return address(of: page.code) }
        if openPapers.isEmpty { return here }
        return openPapers == unsentPapers ? afterPapers : papersAddress
    }

    /// Where somebody comes who has filled in a page.
    func address(after page: String) -> Address {
        if let next = flow.page(after: page) { return address(of: next.code) }
        return papers.isEmpty ? here : papersAddress
    }

    /// How many pages there are, the papers and the answers among them.
    var steps: Int { flow.pages.count + (papers.isEmpty ? 0 : 1) + 1 }

    /// What every form of a draft carries: what its window has seen.
    var seenFields: HTML { "\(HTML.formToken)\(seen)" }

    /// The same for a form that brings its own token.
    var seen: HTML {
        """
        <input type="hidden" name="revision" value="\(machine: draft.revision)">\
        <input type="hidden" name="version" value="\(machine: number)">
        """
    }

    func breadcrumb(_ inEnglish: Bool) -> [PageContent.Step] {
        [
            .init(Message("dossiers.drafts.title"), "/my/drafts"),
            .init(named: name.text(inEnglish: inEnglish), here),
        ]
    }
}

extension ProcedureDefinition.FormPage {
    func heading(inEnglish: Bool) -> Message {
        code == OnBehalfPage.code
            ? Message("dossiers.apply.on-behalf") : QuestionField.words(title, inEnglish: inEnglish)
    }
}

/// “Step 3 of 7”, and of what.
struct DraftProgress: Component {
    let form: DraftForm
    let step: Int
    let inEnglish: Bool

    var html: HTML {
        """
        <p class="muted">\(form.name.text(inEnglish: inEnglish)) · \
        \(say: "dossiers.apply.step", ["step": .count(step), "all": .count(form.steps)])</p>
        """
    }
}

/// What has happened to the procedure since the draft was saved.
struct DraftNotices: Component {
    let form: DraftForm
    let inEnglish: Bool

    var html: HTML { "\(withdrawn)\(form.renewal.map(renewed))\(next)" }

    private var withdrawn: Notice? {
        form.withdrawnOn.map { day in
            Notice(
                .danger, Message("dossiers.page.withdrawn", ["day": .day(day)]),
                detail: "<p>\(say: "dossiers.apply.withdrawn-advice")</p>")
        }
    }

    private var next: Notice? {
        guard form.renewal == nil, let day = form.nextFrom else { return nil }
        return Notice(.information, Message("dossiers.apply.next-version", ["day": .day(day)]))
    }

    private func renewed(_ renewal: DraftForm.Renewal) -> Notice {
        Notice(
            .warning, Message("dossiers.apply.renewed"),
            detail: list("gone", renewal.gone) + list("unfit", renewal.unfit))
    }

    private func list(_ name: String, _ words: [Words]) -> HTML {
        guard !words.isEmpty else { return .empty }
        return """
            <p>\(say: "dossiers.apply.renewed-\(name)")</p>\
            <ul>\(HTML.each(words) { "<li>\($0.text(inEnglish: inEnglish))</li>" })</ul>
            """
    }
}
