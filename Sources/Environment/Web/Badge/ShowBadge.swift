// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import NIOCore
import Ports
import SQLStore
import Web

extension EnvironmentPages {
    func showBadge(_ request: Request, _ context: WebContext) async throws -> Response {
        let (station, index, category) = try await badge(context)
        return context.page(
            BadgePage.content(
                station, index: index, category: category, origin: context.site.settings.publicOrigin))
    }

    /// `?theme=dark` for dark pages: a picture cannot know its surroundings.
    func drawBadge(_ request: Request, _ context: WebContext) async throws -> Response {
        let (station, index, category) = try await badge(context)
        let picture = BadgePicture(
            station: station, index: index, category: category, wording: context.wording,
            isDark: context.query["theme"] == "dark")
        return Response(
            status: .ok,
            headers: [
                .contentType: "image/svg+xml; charset=utf-8", .cacheControl: "public, max-age=60",
                .vary: "Accept-Language, Cookie", .crossOriginResourcePolicy: "cross-origin",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: picture.text)))
    }

    /// Station, newest hourly index and its band: two statements.
    private func badge(_ context: WebContext) async throws -> (Station, Figure, AirQualityCategory?) {
        let code = try context.parameter("code")
        let now = context.now
        let (station, hour) = try await database.read { reader in
            guard let station = try StationStore.station(code: code, at: now, in: reader), station.medium == .air else {
                throw RequestError.unknownStation(code)
            }
            return (
                station,
                try IndexStore.newest(of: station.id, per: .hour, after: now - .days(7), upTo: now, in: reader)
            )
        }
        let figure = StationFigures(station: station, now: now).index(hour)
        let method = reference.airQualityMethod(on: CivilZone.vietNam.day(of: hour?.at ?? now))
        return (station, figure, hour?.value.flatMap { method.category(of: $0) })
    }
}

extension HTTPField.Name {
    static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
}
