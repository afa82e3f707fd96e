// SPDX-License-Identifier: Apache-2.0

import NIOCore
package import ServiceLifecycle
import Synchronization

/// Carries changed pieces of pages to the screens that show them.
///
/// `publish` never waits: every open stream has a queue of the newest 64
/// events. A screen that cannot keep up loses old ones and is told to load
/// its page again. The last events are kept, so that a screen whose
/// connection broke goes on where it was.
package final class LiveHub: Service {
    private struct State {
        var last = 0
        var ring: [LiveEvent] = []
        /// The weights of the ring's events, together.
        var weight = 0
        var clients: [Int: LiveClient] = [:]
        var nextClient = 0
        var isEnding = false
    }

    /// Names this start of the program: numbers begin anew with it.
    private let boot: String
    private let kept: Int
    private let keptWeight: Int
    private let heartbeat: Duration
    private let state = Mutex(State())

    /// - Parameters:
    ///   - kept: Events kept for screens that come back.
    ///   - keptWeight: Pieces of markup that the kept events may have
    ///     together: some tens of bytes each, a figure some hundred.
    ///   - heartbeat: How often a sign of life goes to every screen.
    package init(
        kept: Int = 1_024, keptWeight: Int = 50_000, heartbeat: Duration = .seconds(15)
    ) {
        boot = randomToken(bytes: 9).replacing("-", with: "0")
        self.kept = kept
        self.keptWeight = keptWeight
        self.heartbeat = heartbeat
    }

    /// Where the run of events stands now. A page takes it before it reads
    /// its data: nothing that changes afterwards is missed.
    package var position: LivePosition {
        LivePosition(boot: boot, number: state.withLock { $0.last })
    }

    package var streamCount: Int { state.withLock { $0.clients.count } }

    /// Sends `fragment` to every screen that watches `topic`.
    ///
    /// - Parameter fragment: Elements with an `id` each; they take the place
    ///   of the elements with the same ids. Says nothing that only some of
    ///   the topic's readers may see, and holds no form token.
    package func publish(_ fragment: HTML, on topic: String) {
        state.withLock { state in
            guard !state.isEnding else { return }
            state.last += 1
            let event = LiveEvent(fragment, topic: topic, position: LivePosition(boot: boot, number: state.last))
            state.ring.append(event)
            state.weight += event.weight
            trim(&state)
            for client in state.clients.values where client.topics.contains(topic) { client.offer(event) }
        }
    }

    /// Begins anew with nothing kept: a screen whose page was made before now
    /// loads it again, whatever has changed since.
    package func forget() {
        state.withLock { state in
            state.last += 1
            state.ring = []
            state.weight = 0
            for client in state.clients.values { client.lose() }
        }
    }

    /// In bulk: the ring is moved once in a while, not for every event.
    private func trim(_ state: inout State) {
        guard state.ring.count >= kept * 2 || state.weight > keptWeight else { return }
        var surplus = max(0, state.ring.count - kept)
        var weight = state.weight - state.ring.prefix(surplus).reduce(0) { $0 + $1.weight }
        while weight > keptWeight / 2, surplus < state.ring.count {
            weight -= state.ring[surplus].weight
            surplus += 1
        }
        state.ring.removeFirst(surplus)
        state.weight = weight
    }

    /// Sends signs of life until the program ends; then ends all streams.
    package func run() async throws {
        await withGracefulShutdownHandler {
            while !Task.isCancelled {
                do { try await cancelWhenGracefulShutdown { try await Task.sleep(for: self.heartbeat) } } catch {
                    break
                }
                let clients = state.withLock { $0.isEnding ? nil : Array($0.clients.values) }
                guard let clients else { break }
                for client in clients { client.beat() }
            }
        } onGracefulShutdown: {
            self.endAll()
        }
        endAll()
    }

    /// Opens a queue for a screen; `nil` when `limit` streams are open or the program ends.
    func open(topics: Set<String>, from position: LivePosition?, limit: Int) -> LiveClient? {
        state.withLock { state in
            guard !state.isEnding, state.clients.count < limit else { return nil }
            let client = LiveClient(number: state.nextClient, topics: topics)
            state.nextClient += 1
            state.clients[client.number] = client
            if let position { resume(client, from: position, in: state) }
            return client
        }
    }

    func close(_ client: LiveClient) {
        client.end()
        state.withLock { _ = $0.clients.removeValue(forKey: client.number) }
    }

    private func resume(_ client: LiveClient, from position: LivePosition, in state: State) {
        let first = state.ring.first?.position.number ?? state.last + 1
        guard position.boot == boot, position.number <= state.last, position.number + 1 >= first else {
            client.lose()
            return
        }
        let missed = state.ring[(position.number + 1 - first)...]
        for event in missed where client.topics.contains(event.topic) { client.offer(event) }
    }

    private func endAll() {
        let clients = state.withLock { state in
            state.isEnding = true
            defer { state.clients = [:] }
            return state.clients.values
        }
        for client in clients { client.end() }
    }
}
