// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where the present moment comes from: the machine in the product, a dial in
/// tests. Rules and stores never read the machine's clock themselves.
package struct Clock: Sendable {
    private let read: @Sendable () -> Instant

    package init(_ read: @escaping @Sendable () -> Instant) { self.read = read }

    package var now: Instant { read() }

    package static let machine = Clock { .machineNow }

    /// A clock that always shows `moment`.
    package static func fixed(_ moment: Instant) -> Clock { Clock { moment } }
}

/// A clock a test turns by hand.
package final class DialClock: Sendable {
    private let moment: Mutex<Instant>

    package init(_ start: Instant) { moment = Mutex(start) }

    package var clock: Clock { Clock { self.moment.withLock { $0 } } }
    package var now: Instant { moment.withLock { $0 } }
    package func advance(by duration: Duration) { moment.withLock { $0 += duration } }
    package func set(_ new: Instant) { moment.withLock { $0 = new } }
}
