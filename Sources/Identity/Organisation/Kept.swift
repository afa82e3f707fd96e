// SPDX-License-Identifier: Apache-2.0

import SQLStore
import Synchronization
import Web

/// A value built from the database and kept in memory until an announcement
/// says that it changed. Whoever asks while it is built waits for that build:
/// after a change it is built once, however many ask.
///
/// A change made through this process is seen by the next reader, without
/// waiting for the announcement, which is then no news here: `changing` tells
/// the one by its mark.
final class Kept<Value: Sendable>: Sendable {
    private enum Outcome: Sendable {
        case built(Value)
        case failed(any Error)
        /// Whoever built it went away: somebody else must.
        case abandoned
    }

    private struct State {
        var value: Value?
        /// Counts changes: a value that was read before one does not stay.
        var changes = 0
        /// Whether a build is under way that saw every change so far, and who waits for it.
        var isBuilding = false
        var waiters: [CheckedContinuation<Outcome, Never>] = []
        /// Changes of this process that are not announced yet.
        var marks: Set<String> = []
    }

    private enum Place {
        case held(Value)
        case waiting
        case building(changes: Int)
    }

    private let state = Mutex(State())
    private let database: any Database
    private let build: @Sendable (any Reading) throws -> Value

    init(_ database: any Database, _ build: @escaping @Sendable (any Reading) throws -> Value) {
        self.database = database
        self.build = build
    }

    func value() async throws -> Value {
        while true {
            switch place() {
            case .held(let value): return value
            case .building(let changes): return try await built(after: changes)
            case .waiting:
                switch await outcome() {
                case .built(let value): return value
                case .failed(let error): throw error
                case .abandoned: try Task.checkCancellation()
                }
            }
        }
    }

    private func place() -> Place {
        state.withLock { state in
            if let value = state.value { return .held(value) }
            if state.isBuilding { return .waiting }
            state.isBuilding = true
            return .building(changes: state.changes)
        }
    }

    /// What the build under way comes to; `.abandoned` where there is none any more.
    private func outcome() async -> Outcome {
        await withCheckedContinuation { waiter in
            let isWaiting = state.withLock { state in
                if state.isBuilding { state.waiters.append(waiter) }
                return state.isBuilding
            }
            if !isWaiting { waiter.resume(returning: .abandoned) }
        }
    }

    private func built(after changes: Int) async throws -> Value {
        let build = build
        do {
            let value = try await database.read { tx in try build(tx) }
            tell(.built(value), after: changes)
            return value
        } catch let error as CancellationError {
            tell(.abandoned, after: changes)
            throw error
        } catch {
            tell(.failed(error), after: changes)
            throw error
        }
    }

    /// A build that a change overtook tells nobody: those who waited for it
    /// were sent to the next one by `forget`.
    private func tell(_ outcome: Outcome, after changes: Int) {
        let waiters = state.withLock { state -> [CheckedContinuation<Outcome, Never>] in
            guard state.changes == changes else { return [] }
            if case .built(let value) = outcome { state.value = value }
            state.isBuilding = false
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    /// Writes a change of what is kept. `write` announces the mark it is given.
    func changing<Result>(_ write: (_ mark: String) async throws -> Result) async throws -> Result {
        let mark = randomToken(bytes: 12)
        state.withLock { state in
            // Marks that nobody announced, because nothing was written or nobody listens.
            if state.marks.count >= 256 { state.marks = [] }
            state.marks.insert(mark)
        }
        // What failed may have been written all the same: the connection, not the change, was lost.
        defer { forget() }
        return try await write(mark)
    }

    func forget() {
        let waiters = state.withLock { state -> [CheckedContinuation<Outcome, Never>] in
            state.value = nil
            state.changes += 1
            state.isBuilding = false
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: .abandoned) }
    }

    /// Forgets what is kept when somebody else's change is announced.
    func hear(_ announcement: Announcement) {
        if case .payload(let text) = announcement, state.withLock({ $0.marks.remove(text) }) != nil { return }
        forget()
    }
}
