// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Synchronization

/// A city whose features say what a test lets them say, and count how often they are asked.
final class FakeCity: StationBoard, AlarmDesk, CityEvents, CityChanges, Territories {
    struct State {
        var stations: [StationOverview] = []
        var figures: [CityFigure] = []
        var alarms: [AlarmNotice] = []
        var events: [CityEvent] = []
        var outlines: [TerritoryOutline] = []
        /// Ports that fail when asked.
        var broken: Set<String> = []
        var calls: [String: Int] = [:]
        var notes: [String: String] = [:]
        var listeners: [AsyncStream<CityChange>.Continuation] = []
    }

    struct Broken: Error {}

    private let state: Mutex<State>

    init(_ state: State = State()) { self.state = Mutex(state) }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
    var calls: [String: Int] { state.withLock { $0.calls } }
    var notes: [String: String] { state.withLock { $0.notes } }

    /// Tells every listener.
    func tell(_ changes: CityChange...) {
        let listeners = state.withLock { $0.listeners }
        for change in changes { for listener in listeners { listener.yield(change) } }
    }

    private func ask<Value>(_ port: String, _ value: (inout State) -> Value) throws -> Value {
        try state.withLock { state in
            state.calls[port, default: 0] += 1
            if state.broken.contains(port) { throw Broken() }
            return value(&state)
        }
    }

    func stations(at moment: Instant) async throws -> [StationOverview] { try ask("stations") { $0.stations } }

    func stations(withCodes codes: Set<String>, at moment: Instant) async throws -> [StationOverview] {
        try ask("stations-by-code") { $0.stations.filter { codes.contains($0.code) } }
    }

    func cityFigures(at moment: Instant) async throws -> [CityFigure] { try ask("figures") { $0.figures } }

    func openAlarms(limit: Int) async throws -> [AlarmNotice] {
        try ask("alarms") { Array($0.alarms.filter { $0.endedAt == nil }.prefix(limit)) }
    }

    func alarm(_ id: String) async throws -> AlarmNotice? { try ask("alarm") { $0.alarms.first { $0.id == id } } }

    func acknowledge(
        alarm id: String, by actor: Actor, note: String, at moment: Instant
    ) async throws -> AlarmAcknowledgement {
        try ask("acknowledge") { state in
            let place = state.alarms.firstIndex { $0.id == id } ?? 0
            let alarm = state.alarms[place]
            if let at = alarm.acknowledgedAt {
                return AlarmAcknowledgement(isNew: false, by: alarm.acknowledgedBy ?? "", at: at)
            }
            state.alarms[place] = alarm.with(acknowledgedAt: moment, by: actor.name)
            state.notes[id] = note
            return AlarmAcknowledgement(isNew: true, by: actor.name, at: moment)
        }
    }

    func latestEvents(limit: Int) async throws -> [CityEvent] { try ask("events") { Array($0.events.prefix(limit)) } }

    func outlines(on day: CivilDay) async throws -> [TerritoryOutline] { try ask("territories") { $0.outlines } }

    func changes() -> AsyncStream<CityChange> {
        let (stream, listener) = AsyncStream.makeStream(of: CityChange.self)
        state.withLock { $0.listeners.append(listener) }
        return stream
    }
}

extension AlarmNotice {
    func with(acknowledgedAt: Instant?, by: String?, endedAt: Instant? = nil) -> AlarmNotice {
        AlarmNotice(
            id: id, severity: severity, message: message, subject: subject, raisedAt: raisedAt,
            acknowledgedAt: acknowledgedAt, acknowledgedBy: by, endedAt: endedAt, address: address)
    }
}
