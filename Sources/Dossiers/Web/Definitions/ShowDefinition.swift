// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showDefinition(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let day = CivilZone.vietNam.day(of: clock.now)
        let number = context.query.integer("version")
        let found = try await database.read { [self] tx -> DefinitionPage.Version? in
            let versions = try DefinitionStore.versions(of: code, in: tx)
            let field = try ProcedureStore.version(of: code, in: tx)?.procedure.field
            if let number {
                return try DefinitionStore.version(of: code, number: number, in: tx).map {
                    .init(head: $0.head, definition: $0.definition, bank: $0.bank, versions: versions, field: field)
                }
            }
            return try definitions.inForce(code, on: day, in: tx).map {
                .init(head: $0.head, definition: $0.definition, bank: $0.bank, versions: versions, field: field)
            }
        }
        guard let found else { throw WebError.notFound }
        let page = DefinitionPage(
            version: found, trial: try await trial(of: found.definition, field: found.field, context),
            isEditor: Self.settlers.permits(context.viewer), inEnglish: context.language == .en)
        return context.page(page.content)
    }

    /// The dry run that the query or the form asks for: the day and the minute
    /// of receipt, now where none is given.
    func trial(
        of definition: ProcedureDefinition, field: String?, _ context: WebContext, input: FormInput? = nil
    ) async throws -> DefinitionTrial {
        let clocks = try await clocks()
        let input = input ?? context.query
        let now = CivilZone.vietNam.time(of: clock.now)
        let day = input.value("day").flatMap(CivilDay.init(typed:)) ?? now.day
        let minute = input.value("time").flatMap(ClockTables.minute) ?? now.hour * 60 + now.minute
        let channel =
            input.value("channel").flatMap(ProcedureDefinition.Channel.init).flatMap { asked in
                definition.channels.contains(asked) ? asked : nil
            } ?? definition.channels.first ?? .direct
        let cases = definition.cases.map(\.code)
        let code = input.value("case").flatMap { cases.contains($0) ? $0 : nil } ?? cases.first
        let receivedAt = CivilZone.vietNam.start(of: day) + .minutes(minute)
        do {
            let own = try clocks.clock(field: field, procedure: definition.procedure, on: day)
            let run = try DryRun(definition, by: channel, case: code, receivedAt: receivedAt, clock: own)
            return DefinitionTrial(
                day: day, minute: minute, channel: channel, caseCode: code, run: run, problem: nil,
                convention: own.policy.convention)
        } catch {
            return DefinitionTrial(
                day: day, minute: minute, channel: channel, caseCode: code, run: nil, problem: error.answer.message,
                convention: nil)
        }
    }
}

/// A dry run and what it was asked for.
struct DefinitionTrial {
    let day: CivilDay
    /// After midnight.
    let minute: Int
    let channel: ProcedureDefinition.Channel
    let caseCode: String?
    let run: DryRun?
    let problem: Message?
    let convention: DeadlinePolicy.Convention?
}

/// `/procedures/{code}/definition`: how the procedure is carried out, for everybody.
struct DefinitionPage {
    struct Version {
        /// `nil` for the generic definition.
        let head: DefinitionHead?
        let definition: ProcedureDefinition
        let bank: [Question]
        let versions: [DefinitionHead]
        let field: String?
    }

    let version: Version
    let trial: DefinitionTrial
    let isEditor: Bool
    let inEnglish: Bool

    private var definition: ProcedureDefinition { version.definition }
    private var code: String { definition.procedure }
    private var here: Address { Address("/procedures/\(code)/definition") }

    var content: PageContent {
        let name = definition.name.text(inEnglish: inEnglish)
        return PageContent(
            Message("dossiers.definition.title-of", ["name": .text(name)]), layout: .wide,
            breadcrumb: [
                .init(Message("dossiers.list.title"), "/procedures"),
                .init(named: name, Address("/procedures/\(code)")),
            ],
            body: """
                \(PageHead(named: name, lead: "<code>\(code)</code> · \(about)", actions: isEditor
                    ? LinkButton(Message("dossiers.definition.edit"), Address("/procedures/\(code)/definition/draft"), .quiet).html
                    : .empty))
                \(version.head == nil ? Notice(.information, Message("dossiers.definition.generic")).html : nil)
                \(DefinitionOpenPoints(definition: definition, inEnglish: inEnglish))
                \(DefinitionTrialPart(definition: definition, trial: trial, here: here, number: version.head?.number, inEnglish: inEnglish))
                \(DefinitionParts(definition: definition, bank: version.bank, inEnglish: inEnglish))
                \(documents)\(versions)
                """)
    }

    private var about: HTML {
        guard let head = version.head else { return "\(say: "dossiers.definition.no-version")" }
        return "\(say: "dossiers.definition.version", ["number": .count(head.number), "day": .day(head.validFrom)])"
    }

    private var documents: HTML {
        let text: HTML =
            version.head == nil
            ? .empty
            : "<li><a href=\"\(Address("/procedures/\(code)/definition.yaml"))\">\(say: "dossiers.definition.yaml")</a></li>"
        return """
            <section class="section"><h2>\(say: "dossiers.definition.documents")</h2><ul>\(text)\
            <li><a href="\(Address("/procedures/\(code)/form.schema.json"))">\(say: "dossiers.definition.schema")</a></li>\
            <li><a href="\(Address("/procedures/\(code)/process.bpmn"))">\(say: "dossiers.definition.bpmn")</a></li></ul></section>
            """
    }

    private var versions: HTML {
        guard !version.versions.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "dossiers.definition.versions")</h2>\
            <p class="muted">\(say: "dossiers.definition.versions-advice")</p><ul>\(HTML.each(version.versions) { head in
                """
                <li><a href="\(here.with("version", String(head.number)))">\(say: "dossiers.definition.version", [
                    "number": .count(head.number), "day": .day(head.validFrom),
                ])</a> · \(head.publishedBy), \(head.publishedAt)</li>
                """
            })</ul></section>
            """
    }
}
