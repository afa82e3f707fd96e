// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension EnvironmentPages {
    func listFlags(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await flagPage(context, form: FlagForm()).content)
    }

    func setFlag(_ request: Request, _ context: WebContext) async throws -> Response {
        var form = FlagForm(
            parameter: context.form["parameter"], from: context.form["from"], to: context.form["to"],
            verdict: context.form["verdict"], reason: context.form.lines("reason"))
        let zone = context.site.zone
        let verdict = OfficerFlag.Verdict(rawValue: form.verdict)
        let (from, to) = (TimeWindow.instant(form.from, zone: zone), TimeWindow.instant(form.to, zone: zone))
        let page = try await flagPage(context, form: form)
        let actor = try await requireChange(of: page.station.scope, context: context)
        let parameter = page.parameters.first { $0.code.rawValue == form.parameter }
        if parameter == nil { form.errors.add("parameter", Message("environment.form.parameter-missing")) }
        if from == nil { form.errors.add("from", Message("environment.form.time-unreadable")) }
        if to == nil { form.errors.add("to", Message("environment.form.time-unreadable")) }
        if verdict == nil { form.errors.add("verdict", Message("environment.form.verdict-missing")) }
        if form.reason.isEmpty { form.errors.add("reason", FlagError.reasonMissing.answer.message) }
        if form.reason.count > 2_000 {
            form.errors.add("reason", Message("environment.form.too-long", ["limit": .count(2_000)]))
        }
        if form.errors.isEmpty, let parameter, let from, let to, let verdict {
            let (now, reason) = (context.now, form.reason)
            do {
                try await database.write { tx in
                    try FlagStore.set(
                        verdict, on: page.station, parameter: parameter.code, from: from, to: to, reason: reason,
                        by: actor,
                        at: now, in: tx)
                }
                return context.redirect(
                    to: Address("/environment/stations/\(page.station.code)/flags"),
                    flash: Flash(.success, Message("environment.flag.done")))
            } catch let error as FlagError {
                form.errors.add("from", error.answer.message)
            }
        }
        var again = page
        form.reason = String(form.reason.prefix(2_000))
        again.form = form
        return context.page(again.content, status: .unprocessableContent)
    }

    func withdrawFlag(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let id = OfficerFlag.ID(try context.parameter("id")) else { throw WebError.notFound }
        var page = try await flagPage(context, form: FlagForm())
        let actor = try await requireChange(of: page.station.scope, context: context)
        let field = "reason-\(id.description)"
        let (station, reason, now) = (page.station, context.form[field], context.now)
        do {
            try await database.write { tx in
                try FlagStore.withdraw(id, station: station, reason: reason, by: actor, at: now, in: tx)
            }
        } catch FlagError.reasonMissing {
            page.form.errors.add(field, FlagError.reasonMissing.answer.message)
            return context.page(page.content, status: .unprocessableContent)
        }
        return context.redirect(
            to: Address("/environment/stations/\(page.station.code)/flags"),
            flash: Flash(.success, Message("environment.flag.withdrawn-done")))
    }

    private func flagPage(_ context: WebContext, form: FlagForm) async throws -> FlagPage {
        let code = try context.parameter("code")
        let now = context.now
        let catalogue = reference.catalogue
        var page = try await database.read { reader in
            guard let station = try StationStore.station(code: code, at: now, in: reader) else {
                throw StationError.unknown(code: code)
            }
            let series = try StationSeries(of: station, catalogue: catalogue, in: reader)
            let flags = try FlagStore.flags(
                of: station.id, from: Instant(seconds: 0), to: now + .days(36_600), limit: 200, in: reader)
            return FlagPage(
                station: station, parameters: series.parameters, flags: flags, mayChange: false, form: form)
        }
        page.mayChange = try await mayChange(page.station.scope, context)
        return page
    }
}
