// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    /// The days on which the offices do not work, for anybody who reckons a term.
    @Sendable func showWorkingDays(_ request: Request, _ context: WebContext) async throws -> Response {
        let today = organisation.today
        let years = workingDays.knownYears
        let asked = context.query.integer("year") ?? today.year
        guard years.contains(asked) || asked == today.year else { throw WebError.notFound }
        return context.page(
            WorkingDayPage(calendar: workingDays, year: asked, thisYear: today.year).content)
    }
}

/// Holidays and exchanged days of a year, each with its source.
struct WorkingDayPage {
    let calendar: WorkingCalendar
    let year: Int
    let thisYear: Int

    private var named: [String: Message.Argument] { ["year": .text(String(year))] }

    var content: PageContent {
        PageContent(
            Message("identity.calendar.title", named), summary: Message("identity.calendar.lead"), body: body)
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.calendar.title", named), lead: Message("identity.calendar.lead")))
        \(LinkTabs(
            Message("identity.calendar.years"),
            Set(calendar.knownYears + [thisYear]).sorted().map { other in
                (Message("identity.calendar.year", ["year": .text(String(other))]),
                    ("/organisation/working-days" as Address).with("year", String(other)), other == year)
            }))
        <div class="stack">\(calendar.knows(year) ? nil : Notice(.danger, Message("identity.administration.concern.year-missing", named)))\
        \(calendar.knows(thisYear + 1)
            ? nil
            : Notice(
                .information,
                Message("identity.administration.concern.next-year-missing", ["year": .text(String(thisYear + 1))])))\
        \(DataTable(
            "days", caption: Message("identity.calendar.title", named),
            columns: [
                .init(Message("identity.calendar.day"), .time), .init(Message("identity.calendar.kind")),
                .init(Message("identity.calendar.name")), .init(Message("identity.calendar.source")),
            ],
            rows: calendar.entries(in: year).map(row), empty: Message("identity.calendar.none"), hidesCaption: true))\
        <p class="muted">\(say: "identity.calendar.else")</p></div>
        """
    }

    private func row(_ entry: WorkingCalendar.Entry) -> DataTable.Row {
        let provisional =
            entry.isProvisional ? " \(Tag(Message("identity.calendar.provisional"), .warning))" as HTML : nil
        return DataTable.Row([
            "\(say: "identity.calendar.weekday.\(entry.day.weekday)") \(entry.day)",
            "\(say: "identity.calendar.kind.\(entry.kind.rawValue)")\(provisional)", "\(entry.name)",
            "\(entry.source)",
        ])
    }
}
