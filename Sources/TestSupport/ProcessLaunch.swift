// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Synchronization

extension Process {
    private static let launching = Mutex(())

    /// Starts the process while no other one is being started: suites run side
    /// by side, and Foundation's `run()` was seen to crash in one of two that
    /// were under way at once.
    package func runAlone() throws {
        try Self.launching.withLock { _ in try run() }
    }
}
