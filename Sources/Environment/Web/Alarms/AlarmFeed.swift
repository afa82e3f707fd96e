// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import NIOCore
import SQLStore
import Web

/// `/environment/alarms.atom`: the newest alarms as an Atom feed (RFC 4287).
///
/// Identities are `tag:` URIs (RFC 4151) of the city's host and the alarm's own
/// identity, so that they stay when the addresses change.
struct AlarmFeed {
    let alarms: [Alarm]
    let catalogue: ParameterCatalogue
    /// `https://city.example`
    let origin: String
    let title: String
    let wording: Wording
    /// When the feed was asked for: its time while it is empty.
    let now: Instant

    static let length = 50

    var text: String {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(wording.language.rawValue)">
        <id>\(tag("environment:alarms"))</id>
        <title>\(xml(title))</title>
        <updated>\((alarms.map(changedAt).max() ?? now).iso8601(in: .vietNam))</updated>
        <link rel="self" type="application/atom+xml" href="\(xml(origin))/environment/alarms.atom"/>
        <link rel="alternate" type="text/html" href="\(xml(origin))/environment/alarms"/>
        <author><name>VamCo</name></author>
        <generator>VamCo</generator>
        \(alarms.map(entry).joined(separator: "\n"))
        </feed>

        """
    }

    private func entry(_ alarm: Alarm) -> String {
        let message = wording.text(of: alarm.message(catalogue))
        let state = wording.text(of: Message("environment.alarm.state.\(alarm.state.rawValue)"))
        return """
            <entry>
            <id>\(tag("environment:alarm:\(alarm.id)"))</id>
            <title>\(xml("\(alarm.stationName): \(message)"))</title>
            <published>\(alarm.raisedAt.iso8601(in: .vietNam))</published>
            <updated>\(changedAt(alarm).iso8601(in: .vietNam))</updated>
            <link rel="alternate" type="text/html" href="\(xml(origin + alarm.address))"/>
            <category term="\(alarm.kind.rawValue)"/>
            <summary type="text">\(xml("\(message) – \(state)"))</summary>
            </entry>
            """
    }

    /// When the alarm last changed for a reader.
    private func changedAt(_ alarm: Alarm) -> Instant {
        max(alarm.raisedAt, alarm.acknowledgedAt ?? alarm.raisedAt, alarm.endedAt ?? alarm.raisedAt)
    }

    private func tag(_ name: String) -> String {
        let host = origin.split(separator: "/").last.map { $0.split(separator: ":").first ?? $0 } ?? "localhost"
        return "tag:\(xml(String(host))),2026:\(name)"
    }

    /// Text without the signs of markup and what XML 1.0 cannot hold.
    private func xml(_ text: String) -> String {
        escaped(
            String(
                String.UnicodeScalarView(
                    text.unicodeScalars.filter { scalar in
                        scalar.value >= 0x20 || scalar == "\n" || scalar == "\t"
                    }.filter { $0.value != 0xFFFE && $0.value != 0xFFFF })))
    }
}

extension EnvironmentPages {
    func feedAlarms(_ request: Request, _ context: WebContext) async throws -> Response {
        let alarms = try await database.read { reader in
            try AlarmStore.alarms(limit: AlarmFeed.length, in: reader).items
        }
        let feed = AlarmFeed(
            alarms: alarms, catalogue: reference.catalogue, origin: context.site.settings.publicOrigin,
            title: context.wording.text(of: Message("environment.alarms.feed-title"))
                + " – " + context.site.city.text(in: context.language), wording: context.wording, now: context.now)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/atom+xml; charset=utf-8", .cacheControl: "no-cache",
                .vary: "Accept-Language, Cookie",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: feed.text)))
    }
}
