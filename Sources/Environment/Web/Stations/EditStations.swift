// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension EnvironmentPages {
    func newStation(_ request: Request, _ context: WebContext) async throws -> Response {
        var form = StationForm()
        form.validFrom = context.site.zone.day(of: context.now).iso8601
        return context.page(StationFormPage(form: form, station: nil, versions: []).content)
    }

    func createStation(_ request: Request, _ context: WebContext) async throws -> Response {
        var form = StationForm(context.form)
        if let (said, day) = form.description(context.form) {
            let (code, now) = (form.code, context.now)
            let start = context.site.zone.start(of: day)
            let actor = try await requireChange(of: said.scope, context: context)
            do {
                try await database.write { tx in
                    try StationStore.create(code: code, said, validFrom: start, by: actor, at: now, in: tx)
                }
                return context.redirect(
                    to: "/environment/stations",
                    flash: Flash(.success, Message("environment.stations.created", ["station": .text(said.name)])))
            } catch let error as StationError {
                form.add(error)
            }
        } else if form.code.isEmpty {
            form.add(.badCode(""))
        }
        return context.page(
            StationFormPage(form: form, station: nil, versions: []).content, status: .unprocessableContent)
    }

    func editStation(_ request: Request, _ context: WebContext) async throws -> Response {
        let (station, versions, _) = try await stationWithVersions(context)
        let form = StationForm(station, on: context.site.zone.day(of: context.now))
        return context.page(StationFormPage(form: form, station: station, versions: versions).content)
    }

    /// Describes a station anew from a day on; the past keeps its words.
    func changeStation(_ request: Request, _ context: WebContext) async throws -> Response {
        let (station, versions, actor) = try await stationWithVersions(context)
        var form = StationForm(context.form)
        if let (said, day) = form.description(context.form) {
            let now = context.now
            let start = context.site.zone.start(of: day)
            // Who gives a station to another unit must be entitled at both.
            _ = try await requireChange(of: said.scope, context: context)
            do {
                try await database.write { tx in
                    try StationStore.change(
                        code: station.code, to: said, validFrom: start, by: actor, at: now, in: tx)
                }
                return context.redirect(
                    to: Address("/environment/stations/\(station.code)"),
                    flash: Flash(.success, Message("environment.stations.changed", ["station": .text(said.name)])))
            } catch let error as StationError {
                form.add(error)
            }
        }
        return context.page(
            StationFormPage(form: form, station: station, versions: versions).content, status: .unprocessableContent)
    }

    /// The station, and the viewer in the office that may change it.
    private func stationWithVersions(_ context: WebContext) async throws -> (Station, [Station.Version], Actor) {
        let code = try context.parameter("code")
        let now = context.now
        let found = try await database.read { reader in
            try StationStore.station(code: code, at: now, in: reader).map {
                ($0, try StationStore.versions(of: $0.id, in: reader))
            }
        }
        guard let found else { throw StationError.unknown(code: code) }
        let actor = try await requireChange(of: found.0.scope, context: context)
        return (found.0, found.1, actor)
    }
}
