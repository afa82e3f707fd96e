// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
package import Web

/// The pages of holidays and exchanged days.
package struct CalendarPages: Sendable {
    let calendar: CityCalendar

    /// Anybody may read which days offices work; administrators write down what was decided.
    package var routes: RouteTable {
        let acts = IdentityPolicies.acting(IdentityPolicies.accounts)
        return RouteTable(
            "identity-calendar",
            [
                .get("/organisation/working-days", .everyone, showDays),
                .get("/organisation/working-days.csv", .everyone, answers: .data, listDays),
                .post("/organisation/working-days", acts, announceDay),
                .post("/organisation/working-days/years", acts, completeYear),
            ])
    }
}

extension IdentityFeature {
    package var calendarPages: CalendarPages { CalendarPages(calendar: calendar) }
}

extension CalendarPages {
    @Sendable func showDays(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await page(context).content)
    }

    /// The whole calendar as the table it can be read from again.
    @Sendable func listDays(_ request: Request, _ context: WebContext) async throws -> Response {
        let calendar = try await calendar.workingCalendar()
        let years = Set(calendar.knownYears).union(year(context).map { [$0] } ?? [])
        return context.csv("working-days.csv", columns: ["date", "kind", "name", "source", "standing"]) { csv in
            for entry in years.sorted().flatMap(calendar.entries(of:)) {
                try await csv.write([
                    .text(entry.day.iso8601), .text(entry.kind.rawValue), .text(entry.name), .text(entry.source),
                    .text(entry.isProvisional ? "provisional" : ""),
                ])
            }
        }
    }

    @Sendable func announceDay(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await page(context)
        let form = context.form
        page.typed = form
        let kind = WorkingCalendar.Entry.Kind(rawValue: form["kind"])
        let day = form.day("day")
        if kind == nil { page.errors.add("kind", Message("identity.calendar.choose-kind")) }
        if day == nil { page.errors.add("day", Message("identity.calendar.day-unreadable")) }
        let other = form.day("other")
        if form.value("other") != nil, other == nil {
            page.errors.add("other", Message("identity.calendar.day-unreadable"))
        }
        guard page.errors.isEmpty, let kind, let day else {
            return context.page(page.content, status: .unprocessableContent)
        }
        do {
            try await calendar.announce(
                try Self.entries(kind, day, other, form), reason: form.lines("reason"), by: context.viewer.actor)
        } catch let error as CalendarError {
            page.errors.add(Self.field(of: error), error.answer.message)
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(
            to: ("/organisation/working-days" as Address).with("year", String(day.year)),
            flash: Flash(.success, Message("identity.calendar.announced")))
    }

    @Sendable func completeYear(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await page(context)
        page.typed = context.form
        guard let year = context.form.integer("year") else { throw WebError.notFound }
        do {
            try await calendar.complete(year, source: context.form["year-source"], by: context.viewer.actor)
        } catch let error as CalendarError {
            page.errors.add("year-source", error.answer.message)
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(
            to: ("/organisation/working-days" as Address).with("year", String(year)),
            flash: Flash(.success, Message("identity.calendar.completed", ["year": .text(String(year))])))
    }

    /// One day, or an exchange: one off, another one worked in its place.
    private static func entries(
        _ kind: WorkingCalendar.Entry.Kind, _ day: CivilDay, _ other: CivilDay?, _ form: FormInput
    ) throws -> [WorkingCalendar.Entry] {
        let (name, source, isOpen) = (form["name"], form["source"], form.isChecked("provisional"))
        func entry(_ day: CivilDay, _ kind: WorkingCalendar.Entry.Kind) -> WorkingCalendar.Entry {
            .init(day, kind, name: name, source: source, isProvisional: isOpen)
        }
        guard let other else { return [entry(day, kind)] }
        guard kind == .rest, day.weekday <= 5, other.weekday > 5, abs(other - day) <= 62 else {
            throw CalendarError.noExchange
        }
        return [entry(day, .rest), entry(other, .work)]
    }

    private static func field(of error: CalendarError) -> String {
        switch error {
        case .nameMissing: "name"
        case .sourceMissing: "source"
        case .reasonMissing: "reason"
        case .noExchange: "other"
        case .knownAlready, .yearOutOfRange, .tooFewHolidays, .yearKnown: "day"
        }
    }

    private func year(_ context: WebContext) -> Int? {
        (context.query.integer("year") ?? context.form.integer("year")).flatMap {
            (1900...2200).contains($0) ? $0 : nil
        }
    }

    private func page(_ context: WebContext) async throws -> CalendarPage {
        let year = year(context) ?? context.form.day("day")?.year ?? calendar.today.year
        return CalendarPage(
            year: year, thisYear: calendar.today.year, calendar: try await calendar.workingCalendar(),
            announced: try await calendar.announced(in: year),
            mayWrite: IdentityPolicies.accounts.permits(context.viewer))
    }
}
