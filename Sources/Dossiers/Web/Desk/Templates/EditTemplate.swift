// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showTemplate(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await templatePage(context, office: context.query["office"]).content)
    }

    /// Puts the text into use; or shows it as it would be filled, and keeps nothing.
    @Sendable func saveTemplate(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = context.form
        var page = try await templatePage(context, office: form["office"])
        page.text = form.lines("words")
        if form.isChecked("preview") {
            page.preview = page.fields.filled(page.text, isMasked: false)
            return context.page(page.content)
        }
        do {
            try await desk.setTemplate(
                page.text, for: page.procedure, of: page.office.unit, version: form.integer("version") ?? 0,
                by: context.viewer.actor)
        } catch let error as DossierError {
            page.errors.add("words", error.answer.message)
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(
            to: Address("/dossiers/templates/\(page.procedure)").with("office", page.office.unit),
            flash: Flash(.success, Message("dossiers.template.saved")))
    }

    /// - Throws: `PermissionError.outOfReach` for an office whose results somebody does not approve.
    private func templatePage(_ context: WebContext, office wanted: String) async throws -> TemplatePage {
        let code = try context.parameter("code")
        let offices = try await desk.offices(
            of: context.viewer.actor.personID ?? "", DossierPower.approve.action)
        guard let office = wanted.isEmpty ? offices.first : offices.first(where: { $0.unit == wanted }) else {
            throw PermissionError.outOfReach
        }
        return try await database.read { [desk] tx in
            let template = try TemplateStore.template(of: office.unit, code, in: tx)
            return TemplatePage(
                office: office, procedure: code, fields: try desk.sampleFields(code, office: office, in: tx),
                version: template?.version ?? 0,
                versions: try TemplateStore.versions(of: office.unit, code, limit: TemplatePage.most, in: tx),
                inEnglish: context.language == .en, text: template?.text ?? desk.templates.text(of: code))
        }
    }
}

/// `/dossiers/templates/{code}`: one text with its fields, tried and saved.
struct TemplatePage {
    let office: DossierOffice
    let procedure: String
    let fields: ResultFields
    let version: Int
    let versions: [OfficeTemplate]
    let inEnglish: Bool
    var text: String
    /// As it would be filled with sample answers.
    var preview: String?
    var errors = FormErrors()

    /// Earlier versions that are shown.
    static let most = 20

    var content: PageContent {
        PageContent(
            Message("dossiers.template.title"),
            breadcrumb: [
                .init(Message("dossiers.desk.title"), "/dossiers"),
                .init(Message("dossiers.template.title"), "/dossiers/templates"),
            ],
            body: """
                \(errors.summary)
                \(PageHead(
                    worded: SourceText(fields.procedureName).html,
                    lead: "<span class=\"nowrap\">\(procedure)</span> · \(office.name(inEnglish: inEnglish))"))
                <div class="spaced">\(shown)\(form)\(known)\(history)</div>
                """)
    }

    private var shown: HTML {
        guard let preview else { return .empty }
        return Panel(
            Message("dossiers.template.preview"), id: "preview",
            HTML.each(preview.split(separator: "\n")) { "<p lang=\"vi\">\(String($0))</p>" }
        ).html
    }

    private var form: HTML {
        """
        <form class="form" method="post" action="\(Address("/dossiers/templates/\(procedure)"))" novalidate>\(HTML.formToken)\
        <input type="hidden" name="office" value="\(office.unit)"><input type="hidden" name="version" value="\(machine: version)">\
        \(FormField.lines(
            "words", label: Message("dossiers.template.words"), value: text, hint: Message("dossiers.result.fields-hint"),
            error: errors["words"], rows: 10, maxLength: DossierState.mostWords))\
        <p class="actions">\(SubmitButton(Message("dossiers.template.save")))\
        \(SubmitButton(Message("dossiers.template.try"), .quiet, name: "preview"))</p></form>
        """
    }

    /// Every field there is, with what it is filled with.
    private var known: HTML {
        let own = ResultFields.own.map {
            DataTable.Row(["<code>{\($0)}</code>", "\(Message("dossiers.template.field.\($0)"))"])
        }
        let asked = fields.asked.compactMap { code in
            fields.bank[code].map { question in
                DataTable.Row([
                    "<code>{\(code)}</code>", "\(QuestionField.label(question, inEnglish: inEnglish))",
                ])
            }
        }
        return Panel(
            Message("dossiers.template.fields"), id: "fields",
            DataTable(
                "fields-table", caption: Message("dossiers.template.fields"),
                columns: [.init(Message("dossiers.template.field")), .init(Message("dossiers.template.means"))],
                rows: own + asked, empty: Message("dossiers.template.none"), hidesCaption: true
            ).html
        ).html
    }

    private var history: HTML {
        guard !versions.isEmpty else { return .empty }
        return Panel(
            Message("dossiers.template.versions"), id: "versions",
            HTML.each(versions) { old in
                """
                <details><summary>\(say: "dossiers.template.version", [
                    "version": .count(old.version), "name": .text(old.savedBy),
                ]) · \(old.savedAt)</summary>\(HTML.each(old.text.split(separator: "\n")) {
                    "<p lang=\"vi\">\(String($0))</p>"
                })</details>
                """
            }
        ).html
    }
}
