// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import Synchronization

/// The newest answers of shared routes: what every visitor is told alike is
/// worked out, worded and compressed once a moment, however many ask.
///
/// While one request makes an answer anew, the others get the one before it,
/// so an answer is at most `age` and the time of making it old.
final class SharedAnswers: Sendable {
    /// What tells one answer from another.
    struct Key: Hashable, Sendable {
        let path: String
        let query: String
        let language: Language
        let theme: Theme
        let isPacked: Bool
    }

    private struct Entry {
        var answer: Response?
        var madeAt: ContinuousClock.Instant
        var isRenewing = true
        /// Requests for which there is no answer yet.
        var waiters: [CheckedContinuation<Response?, Never>] = []

        var size: Int { answer?.body.contentLength ?? 0 }
    }

    /// What a request finds.
    private enum Place {
        case answer(Response)
        /// Somebody makes the first one.
        case waiting
        case maker
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var size = 0
    }

    private let age: Duration
    private let limit: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - age: How old an answer may be; nothing is kept when it is zero.
    ///   - limit: Bytes of all answers together.
    init(age: Duration, limit: Int = 32 * 1_048_576) {
        self.age = age
        self.limit = limit
    }

    var isKeeping: Bool { age > .zero }

    /// The kept answer, or a new one, which is kept when it may be shared.
    func answer(
        for key: Key, at now: ContinuousClock.Instant = .now, make: () async throws -> Response
    ) async throws -> Response {
        switch place(for: key, at: now) {
        case .answer(let answer): return answer
        case .waiting:
            if let answer = await first(for: key) { return answer }
            return try await make()
        case .maker:
            do {
                let answer = try await make()
                keep(answer, for: key, at: now)
                return answer
            } catch {
                keep(nil, for: key, at: now)
                throw error
            }
        }
    }

    private func place(for key: Key, at now: ContinuousClock.Instant) -> Place {
        state.withLock { state in
            guard var entry = state.entries[key] else {
                state.entries[key] = Entry(madeAt: now)
                return .maker
            }
            // One that takes long is not waited out.
            let isOld = now - entry.madeAt >= (entry.isRenewing ? age * 5 : age)
            if !isOld { return entry.answer.map(Place.answer) ?? .waiting }
            entry.isRenewing = true
            state.entries[key] = entry
            return .maker
        }
    }

    /// The answer somebody else makes; `nil` when it may not be shared.
    private func first(for key: Key) async -> Response? {
        await withCheckedContinuation { waiter in
            let isOver = state.withLock { state in
                guard state.entries[key]?.isRenewing == true else { return true }
                state.entries[key]?.waiters.append(waiter)
                return false
            }
            if isOver { waiter.resume(returning: state.withLock { $0.entries[key]?.answer }) }
        }
    }

    private func keep(_ answer: Response?, for key: Key, at now: ContinuousClock.Instant) {
        let answer = answer.flatMap { Self.mayBeShared($0) ? $0 : nil }
        let waiters = state.withLock { state in
            let old = state.entries.removeValue(forKey: key)
            state.size -= old?.size ?? 0
            let size = answer?.body.contentLength ?? 0
            if state.size + size > limit { drop(olderThan: now - age, from: &state) }
            if let answer, state.size + size <= limit {
                state.size += size
                state.entries[key] = Entry(answer: answer, madeAt: now, isRenewing: false)
            }
            return old?.waiters ?? []
        }
        for waiter in waiters { waiter.resume(returning: answer) }
    }

    private static func mayBeShared(_ answer: Response) -> Bool {
        answer.headers[.shared] == "1" && answer.status == .ok && answer.headers[.setCookie] == nil
            && answer.body.contentLength != nil
    }

    private func drop(olderThan moment: ContinuousClock.Instant, from state: inout State) {
        state.entries = state.entries.filter { $0.value.madeAt > moment || $0.value.isRenewing }
        state.size = state.entries.values.reduce(0) { $0 + $1.size }
    }
}
