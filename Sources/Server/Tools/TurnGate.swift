// SPDX-License-Identifier: Apache-2.0

/// A few at a time; some wait, one more is turned away.
actor TurnGate {
    private let waitingLimit: Int
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(atOnce: Int, waiting: Int) {
        free = atOnce
        waitingLimit = waiting
    }

    /// - Returns: Whether there is a turn; `giveBack` ends it.
    func take() async -> Bool {
        if free > 0 {
            free -= 1
            return true
        }
        guard waiting.count < waitingLimit else { return false }
        await withCheckedContinuation { waiting.append($0) }
        return true
    }

    func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
