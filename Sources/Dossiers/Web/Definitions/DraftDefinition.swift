// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showDefinitionDraft(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let (record, newest) = try await database.read { tx in
            let record = try ProcedureStore.version(of: code, in: tx)
            let head = try DefinitionStore.versions(of: code, in: tx).first
            return (record, try head.flatMap { try DefinitionStore.version(of: code, number: $0.number, in: tx) })
        }
        guard let record else { throw DefinitionError.unknownProcedure }
        let text = newest?.content ?? definitions.library.start(for: record.procedure)
        let page = DefinitionDraftPage(
            code: code, name: record.procedure.name, text: text, bank: definitions.library.bank, context)
        return context.page(page.content)
    }

    /// `act=preview` shows what the text comes to; `act=publish` makes it the next version.
    @Sendable func publishDefinition(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        guard let record = try await database.read({ try ProcedureStore.version(of: code, in: $0) }) else {
            throw DefinitionError.unknownProcedure
        }
        let text = context.form.lines("text") + "\n"
        var page = DefinitionDraftPage(
            code: code, name: record.procedure.name, text: text, bank: definitions.library.bank, context)
        page.takesWaiting = context.form.isChecked("waiting")
        do {
            let (definition, found) = try await definitions.findings(in: text, for: code)
            page.definition = definition
            page.findings = found
            page.trial = try await trial(of: definition, field: record.procedure.field, context, input: context.form)
            guard context.form["act"] == "publish" else {
                let isFaulty = found.contains(where: \.kind.stopsPublishing)
                return context.page(page.content, status: isFaulty ? .unprocessableContent : .ok)
            }
            let head = try await definitions.publish(
                text, for: code, takesWaiting: page.takesWaiting, by: context.viewer.actor,
                authentication: context.viewer.authentication ?? "")
            return context.redirect(
                to: Address("/procedures/\(code)/definition").with("version", String(head.number)),
                flash: Flash(.success, Message("dossiers.draft.published", ["number": .count(head.number)])))
        } catch let problems as DefinitionProblems {
            page.problems = problems.all
        } catch let error as DefinitionError where error.answer.status != 404 {
            page.errors.add("text", error.answer.message)
        }
        return context.page(page.content, status: .unprocessableContent)
    }
}

/// `/procedures/{code}/definition/draft`: the definition's text, what is wrong
/// with it line by line, and what it comes to.
struct DefinitionDraftPage {
    let code: String
    let name: String
    let text: String
    let inEnglish: Bool
    let bank: [Question]
    var problems: [DefinitionProblem] = []
    var findings: [LintFinding] = []
    var definition: ProcedureDefinition?
    var trial: DefinitionTrial?
    var takesWaiting = false
    var errors = FormErrors()

    init(code: String, name: String, text: String, bank: [Question], _ context: WebContext) {
        self.code = code
        self.name = name
        self.text = text
        self.bank = bank
        inEnglish = context.language == .en
    }

    private var address: Address { Address("/procedures/\(code)/definition/draft") }

    var content: PageContent {
        PageContent(
            Message("dossiers.draft.title", ["code": .text(code)]), layout: .wide,
            breadcrumb: [
                .init(Message("dossiers.list.title"), "/procedures"),
                .init(named: name, Address("/procedures/\(code)")),
                .init(Message("dossiers.definition.title"), Address("/procedures/\(code)/definition")),
            ],
            body: """
                \(errors.summary)\(PageHead(Message("dossiers.draft.title", ["code": .text(code)]), lead: Message("dossiers.draft.lead")))
                \(problemList)\(findingList)
                <form method="post" action="\(address)">\(HTML.formToken)\
                \(FormField.lines(
                    "text", label: Message("dossiers.draft.text"), value: text, hint: Message("dossiers.draft.hint"),
                    error: errors["text"] ?? (problems.isEmpty ? nil : Message("dossiers.draft.unreadable")), rows: 28,
                    maxLength: BoundedYAML.largest))\
                \(waiting)\
                <p class="actions">\(SubmitButton(Message("dossiers.draft.preview"), .quiet, name: "act", value: "preview"))\
                \(SubmitButton(Message("dossiers.draft.publish"), name: "act", value: "publish"))</p></form>
                \(preview)
                """)
    }

    /// Everything the reader found, each with its line and path.
    private var problemList: HTML {
        guard !problems.isEmpty else { return .empty }
        return Notice(
            .danger, Message("dossiers.draft.problems", ["count": .count(problems.count)]),
            detail: """
                <ul>\(HTML.each(problems) { problem in
                    """
                    <li>\(say: "dossiers.draft.line", ["line": .count(problem.line)])\
                    \(problem.path.isEmpty ? nil : ", <code>\(problem.path)</code>" as HTML): \(problem.words)</li>
                    """
                })</ul>
                """
        ).html
    }

    private var findingList: HTML {
        guard definition != nil else { return .empty }
        guard !findings.isEmpty else { return Notice(.success, Message("dossiers.draft.clean")).html }
        let isFaulty = findings.contains(where: \.kind.stopsPublishing)
        return Notice(
            isFaulty ? .danger : .warning,
            Message(isFaulty ? "dossiers.draft.faults" : "dossiers.draft.waits", ["count": .count(findings.count)]),
            detail: """
                <ul>\(HTML.each(findings) { finding in
                    """
                    <li><code>\(finding.place)</code>: \(finding.words)\
                    \(finding.kind.stopsPublishing ? nil : " \(Tag(Message("dossiers.draft.waiting"), .warning))" as HTML)</li>
                    """
                })</ul>
                """
        ).html
    }

    private var waiting: HTML {
        """
        <p><label><input type="checkbox" name="waiting"\(" checked", if: takesWaiting)> \
        \(say: "dossiers.draft.takes-waiting")</label></p>
        """
    }

    private var preview: HTML {
        guard let definition else { return .empty }
        let trial: HTML = trial.map { DefinitionTrialPart.answer($0, inEnglish: inEnglish) } ?? .empty
        return """
            <section class="section"><h2>\(say: "dossiers.trial.title")</h2>\(trial)</section>\
            \(DefinitionParts(definition: definition, bank: bank, inEnglish: inEnglish))
            """
    }
}
