// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Runs heavy computations a few at a time, away from the threads that answer
/// pages; the others wait in line, and when the line is full the next is refused.
///
/// It bounds memory (each derivation takes many megabytes) and keeps a storm
/// of sign-ins from stopping everything else.
final class DerivationQueue: Sendable {
    /// The line was full.
    struct Full: Error {}

    fileprivate struct Waiting {
        let number: Int
        let continuation: CheckedContinuation<Void, any Error>
    }

    fileprivate struct State {
        var running = 0
        var waiting: [Waiting] = []
        /// Numbers whose task was cancelled before they stood in line.
        var cancelled: Set<Int> = []
        var nextNumber = 0
    }

    fileprivate let state = Mutex(State())
    private let atOnce: Int
    private let mayWait: Int
    private let threads = DispatchQueue(label: "vamco.identity.derivation", attributes: .concurrent)

    init(atOnce: Int, mayWait: Int) {
        self.atOnce = max(1, atOnce)
        self.mayWait = max(0, mayWait)
    }

    /// Runs `body` when its turn comes, first come, first served.
    ///
    /// - Throws: `Full` at once when too many wait, `CancellationError` when
    ///   the caller is cancelled while waiting, and what `body` throws.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await enter()
        defer { leave() }
        return try await withCheckedThrowingContinuation { continuation in
            threads.async { continuation.resume(with: Result { try body() }) }
        }
    }

    private func enter() async throws {
        let number = state.withLock { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        defer { state.withLock { _ = $0.cancelled.remove(number) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(number) != nil { return .failure(CancellationError()) }
                    if state.running < atOnce {
                        state.running += 1
                        return .success(())
                    }
                    guard state.waiting.count < mayWait else { return .failure(Full()) }
                    state.waiting.append(Waiting(number: number, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(with: answer) }
            }
        } onCancel: {
            let left = state.withLock { state -> Waiting? in
                guard let place = state.waiting.firstIndex(where: { $0.number == number }) else {
                    // Not in line yet, or its turn has come already: then
                    // the work is done all the same.
                    state.cancelled.insert(number)
                    return nil
                }
                return state.waiting.remove(at: place)
            }
            left?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Hands the place to whoever waits longest.
    private func leave() {
        let next = state.withLock { state -> Waiting? in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.continuation.resume()
    }
}

extension DerivationQueue {
    /// How many wait at this moment.
    var waitingCount: Int { state.withLock { $0.waiting.count } }
    /// How many run at this moment.
    var runningCount: Int { state.withLock { $0.running } }
}
