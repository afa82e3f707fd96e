// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Lets a few cities stand at a time. Tests run all at once, and the system
/// gives a user 128 folder watches: without one a file is found late.
final class CityGate: Sendable {
    static let shared = CityGate(places: 8)

    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(places: Int) { state = Mutex(State(free: places)) }

    func enter() async {
        await withCheckedContinuation { visitor in
            let enters = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(visitor)
                return false
            }
            if enters { visitor.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
