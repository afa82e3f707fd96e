// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/environment/stations/{code}/flags`: what officers said of a station's
/// values, and the form to say more.
struct FlagPage {
    let station: Station
    let parameters: [Parameter]
    let flags: [OfficerFlag]
    var mayChange: Bool
    var form = FlagForm()

    var content: PageContent {
        PageContent(
            Message("environment.flag.title", ["station": .text(station.name)]), layout: .wide,
            breadcrumb: [
                .init(Message("environment.air.title"), "/environment"),
                .init(named: station.name, Address("/environment/stations/\(station.code)")),
            ],
            body: """
                \(form.errors.summary)
                \(PageHead(Message("environment.flag.title", ["station": .text(station.name)]), lead: Message("environment.flag.lead")))
                \(mayChange ? questions : nil)
                <section aria-labelledby="flags-title"><h2 id="flags-title">\(say: "environment.flag.history")</h2>\
                <ol class="history">\(HTML.each(flags, step))</ol>\
                \(flags.isEmpty ? "<p class=\"muted\">\(say: "environment.flag.none")</p>" as HTML : nil)</section>
                """)
    }

    private var questions: HTML {
        let errors = form.errors
        return """
            <form method="post" action="\(Address("/environment/stations/\(station.code)/flags"))" novalidate>\(HTML.formToken)\
            \(FormField.select("parameter", label: Message("environment.parameters.parameter"), options: parameters.map { .init($0.code.rawValue, $0.name) }, value: form.parameter, error: errors["parameter"]))\
            \(FormField.text("from", label: Message("environment.filter.from"), value: form.from, hint: Message("environment.filter.time-hint"), error: errors["from"], width: 24))\
            \(FormField.text("to", label: Message("environment.filter.to"), value: form.to, error: errors["to"], width: 24))\
            \(ChoiceField("verdict", .one, legend: Message("environment.flag.verdict"), options: OfficerFlag.Verdict.allCases.map { .init($0.rawValue, Message("environment.flag.verdict.\($0.rawValue)")) }, chosen: [form.verdict], error: errors["verdict"]))\
            \(FormField.lines("reason", label: Message("environment.flag.reason"), value: form.reason, error: errors["reason"], rows: 3, maxLength: 2_000))\
            <p class="actions">\(SubmitButton(Message("environment.flag.set")))</p></form>
            """
    }

    private func step(_ flag: OfficerFlag) -> HTML {
        let name = parameters.first { $0.code == flag.parameter }?.name
        let records = Address("/environment/stations/\(station.code)/observations")
            .with("parameter", flag.parameter.rawValue)
            .with("from", (flag.from - .microseconds(1)).iso8601(in: .vietNam)).with(
                "to", flag.to.iso8601(in: .vietNam))
        return """
            <li class="history-step"><p>\(Tag(Message("environment.flag.verdict.\(flag.verdict.rawValue)"), flag.withdrawnAt == nil ? .warning : nil)) \
            \(name.map { "\($0), " as HTML })<a href="\(records)">\(flag.from) – \(flag.to)</a></p>\
            <p>\(flag.reason)</p><p class="history-note">\(flag.setByName) · \(flag.setAt)</p>\
            \(flag.withdrawnAt.map { moment in
                """
                <p class="history-note">\(say: "environment.flag.withdrawn") \(flag.withdrawnByName ?? "") · \(moment): \
                \(flag.withdrawnReason ?? "")</p>
                """ as HTML
            })\(mayChange && flag.withdrawnAt == nil ? withdrawal(of: flag) : nil)</li>
            """
    }

    private func withdrawal(of flag: OfficerFlag) -> HTML {
        let id = flag.id.description
        return """
            <details><summary>\(say: "environment.flag.withdraw")</summary>\
            <form method="post" action="\(Address("/environment/stations/\(station.code)/flags/\(id)/withdrawal"))">\(HTML.formToken)\
            \(FormField.text("reason-\(id)", label: Message("environment.flag.withdraw-reason"), error: form.errors["reason-\(id)"], maxLength: 2_000))\
            <p class="actions">\(SubmitButton(Message("environment.flag.withdraw"), .quiet))</p></form></details>
            """
    }
}

/// What somebody typed about a stretch of values.
struct FlagForm: Sendable {
    var parameter = ""
    var from = ""
    var to = ""
    var verdict = ""
    var reason = ""
    var errors = FormErrors()
}
