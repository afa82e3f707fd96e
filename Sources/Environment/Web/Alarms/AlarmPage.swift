// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import SQLStore
import Web

/// `/environment/alarms/{id}`: one alarm and what happened to it.
enum AlarmPage {
    /// - Parameter staff: Whether names and notes of officers are shown: who
    ///   acted is the authority's business, what happened is everybody's.
    static func content(
        _ alarm: Alarm, history: [Alarm.Event], catalogue: ParameterCatalogue, staff: Bool
    ) -> PageContent {
        let message = alarm.message(catalogue)
        return PageContent(
            message,
            breadcrumb: [
                .init(Message("environment.air.title"), "/environment"),
                .init(Message("environment.alarms.title"), "/environment/alarms"),
            ],
            body: """
                <header class="page-head"><h1>\(message)</h1><p>\(alarm.stateTag) \
                \(Tag(Message("environment.alarm.severity.\(alarm.severity.rawValue)")))</p></header>
                \(DefinitionList(facts(of: alarm)))
                <h2>\(say: "environment.alarm.history")</h2>
                <ol class="history">\(HTML.each(history) { step($0, of: alarm, catalogue, staff: staff) })</ol>
                """)
    }

    private static func facts(of alarm: Alarm) -> [(name: Message, content: HTML)] {
        var facts: [(name: Message, content: HTML)] = [
            (
                Message("environment.alarm.station"),
                "<a href=\"\(Address("/environment/stations/\(alarm.stationCode)"))\">\(alarm.stationName)</a>"
            ),
            (Message("environment.alarm.raised-at"), "\(alarm.raisedAt)"),
            (Message("environment.alarm.about-at"), "<a href=\"\(records(of: alarm))\">\(alarm.aboutAt)</a>"),
        ]
        if !alarm.document.isEmpty {
            facts.append(
                (Message("environment.alarm.document"), "<a href=\"/environment/limits\">\(alarm.document)</a>"))
        }
        if let endedAt = alarm.endedAt { facts.append((Message("environment.alarm.ended-at"), "\(endedAt)")) }
        return facts
    }

    /// The observations the alarm is about.
    private static func records(of alarm: Alarm) -> Address {
        let zone = CivilZone.vietNam
        let length = alarm.averaging?.length ?? .hours(1)
        return Address("/environment/stations/\(alarm.stationCode)/observations")
            .with("parameter", alarm.parameter?.rawValue)
            .with("from", (alarm.aboutAt - length).iso8601(in: zone)).with("to", alarm.aboutAt.iso8601(in: zone))
    }

    private static func step(
        _ event: Alarm.Event, of alarm: Alarm, _ catalogue: ParameterCatalogue, staff: Bool
    ) -> HTML {
        let parameter = alarm.parameter.flatMap { catalogue[$0] }
        let value = event.value.map { value in
            Figure(
                .number(value, decimals: alarm.kind == .index ? 0 : parameter?.decimals ?? 1),
                unit: alarm.kind == .quality ? .one : parameter?.unit ?? .one, asOf: event.at,
                source: .named(alarm.stationName), definition: Message("environment.definition.alarm-value"),
                quality: .measured, records: records(of: alarm).text)
        }
        return """
            <li class="history-step"><p><strong>\(say: "environment.alarm.event.\(event.kind.rawValue)")</strong> · \(event.at)\
            \(value.map { " · \($0)" as HTML })\
            \(staff && !event.actorName.isEmpty ? " · \(event.actorName)" as HTML : nil)</p>\
            \(staff && !event.note.isEmpty ? "<p class=\"history-note\">\(event.note)</p>" as HTML : nil)</li>
            """
    }
}

extension EnvironmentPages {
    func showAlarm(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let id = Alarm.ID(try context.parameter("id")) else { throw WebError.notFound }
        let found = try await database.read { reader in
            try AlarmStore.alarm(id, in: reader).map { ($0, try AlarmStore.history(of: id, in: reader)) }
        }
        guard let (alarm, history) = found else { throw WebError.notFound }
        return context.page(
            AlarmPage.content(
                alarm, history: history, catalogue: reference.catalogue,
                staff: EnvironmentPolicies.records.permits(context.viewer)))
    }
}
