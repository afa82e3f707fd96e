// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/organisation/working-days`: a year's holidays and exchanged days, who
/// wrote them down and by which decision.
struct CalendarPage {
    let year: Int
    let thisYear: Int
    let calendar: WorkingCalendar
    let announced: [AnnouncedDay]
    let mayWrite: Bool
    var typed = FormInput.empty
    var errors = FormErrors()

    private static let here: Address = "/organisation/working-days"
    private var isKnown: Bool { calendar.knows(year) }

    var content: PageContent {
        PageContent(
            Message("identity.calendar.title"), breadcrumb: [.init(Message("identity.org.title"), "/organisation")],
            summary: Message("identity.calendar.lead"),
            twins: [.init("text/csv", "/organisation/working-days.csv", title: Message("identity.calendar.title"))],
            body: """
                \(errors.summary)
                \(PageHead(Message("identity.calendar.title"), lead: Message("identity.calendar.lead")))
                \(LinkTabs(Message("identity.calendar.years"), years.map { each in
                    (Message("identity.calendar.year", ["year": .text(String(each))]), Self.here.with("year", String(each)), each == year)
                }))
                <div class="stack">\(isKnown ? nil : Notice(.warning, Message("identity.calendar.unknown", ["year": .text(String(year))])))\
                \(DataTable("days", caption: Message("identity.calendar.days", ["year": .text(String(year))]), columns: [
                    .init(Message("identity.calendar.day")), .init(Message("identity.calendar.kind")),
                    .init(Message("identity.calendar.name")), .init(Message("identity.calendar.source")),
                ], rows: calendar.entries(of: year).map(row), empty: Message("identity.calendar.none"), stacks: true))\
                <p class="muted">\(say: "identity.calendar.else")</p></div>
                \(history)
                \(mayWrite ? dayForm + (isKnown ? .empty : yearForm) : .empty)
                """)
    }

    private var years: [Int] {
        Set(calendar.knownYears + [thisYear - 1, thisYear, thisYear + 1, year]).sorted().suffix(6)
    }

    private func row(_ entry: WorkingCalendar.Entry) -> DataTable.Row {
        DataTable.Row([
            "\(say: "identity.calendar.weekday.\(entry.day.weekday)") \(entry.day)",
            "\(say: "identity.calendar.kind.\(entry.kind.rawValue)")\(entry.isProvisional ? " \(Tag(Message("identity.calendar.provisional"), .warning))" as HTML : nil)",
            "<span lang=\"vi\">\(entry.name)</span>", "<span lang=\"vi\">\(entry.source)</span>",
        ])
    }

    private var history: HTML {
        guard !announced.isEmpty else { return .empty }
        return """
            <section class="section">\(DataTable("announced", caption: Message("identity.calendar.history"), columns: [
                .init(Message("identity.calendar.day")), .init(Message("identity.calendar.kind")),
                .init(Message("identity.calendar.reason")), .init(Message("identity.event.who")),
                .init(Message("identity.event.at"), .time),
            ], rows: announced.map { one in
                DataTable.Row([
                    "\(one.entry.day)", "\(say: "identity.calendar.kind.\(one.entry.kind.rawValue)")",
                    "<span lang=\"vi\">\(one.reason)</span>", "\(one.byName)", "\(one.at)",
                ])
            }, stacks: true))</section>
            """
    }

    private var dayForm: HTML {
        let kinds: [WorkingCalendar.Entry.Kind] = [.rest, .work, .ordinary]
        let choices =
            [FormField.Choice("", Message("identity.calendar.choose-kind"))]
            + kinds.map { FormField.Choice($0.rawValue, Message("identity.calendar.kind.\($0.rawValue)")) }
        return """
            <section class="section"><h2>\(say: "identity.calendar.add")</h2>\
            <form class="form" method="post" action="\(Self.here)" novalidate>\(HTML.formToken)\
            \(FormField.text("day", label: Message("identity.calendar.day"), value: typed["day"], error: errors["day"], kind: .date))\
            \(FormField.select("kind", label: Message("identity.calendar.kind"), options: choices, value: typed["kind"], error: errors["kind"]))\
            \(FormField.text("other", label: Message("identity.calendar.other"), value: typed["other"], hint: Message("identity.calendar.other-hint"), error: errors["other"], kind: .date, isOptional: true))\
            \(FormField.text("name", label: Message("identity.calendar.name"), value: typed["name"], error: errors["name"], maxLength: 200))\
            \(FormField.text("source", label: Message("identity.calendar.source"), value: typed["source"], hint: Message("identity.calendar.source-hint"), error: errors["source"], maxLength: 500))\
            \(FormField.lines("reason", label: Message("identity.calendar.reason"), value: typed.lines("reason"), error: errors["reason"], rows: 2, maxLength: 1_000))\
            \(Checkbox("provisional", label: Message("identity.calendar.provisional-hint"), isChecked: typed.isChecked("provisional")))\
            <p class="actions">\(SubmitButton(Message("identity.calendar.keep")))</p></form></section>
            """
    }

    private var yearForm: HTML {
        """
        <section class="section"><h2>\(say: "identity.calendar.complete", ["year": .text(String(year))])</h2>\
        <p>\(say: "identity.calendar.complete-lead")</p>\
        <form class="form" method="post" action="/organisation/working-days/years" novalidate>\(HTML.formToken)\
        <input type="hidden" name="year" value="\(String(year))">\
        \(FormField.text("year-source", label: Message("identity.calendar.source"), value: typed["year-source"], error: errors["year-source"], maxLength: 500))\
        <p class="actions">\(SubmitButton(Message("identity.calendar.complete-keep", ["year": .text(String(year))])))</p></form></section>
        """
    }
}
