// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A driver's connection that commits several bodies at once.
package protocol GroupConnection: Transaction {
    func begin() throws
    /// Commits; then hands out announcements where the driver does that itself.
    func commit() throws
    /// Ends the transaction, if there is one, without its changes.
    func rollback()
    /// The first failure of this transaction that no savepoint has undone.
    var failure: StoreError? { get }
    /// Whether the transaction still stands: some failures end it at once.
    var isInTransaction: Bool { get }
}

extension GroupConnection {
    /// Runs `batch` and tells every caller how its write ended.
    ///
    /// The writes first share one transaction without savepoints. Should one
    /// of them throw, all are undone and run again with a savepoint each, so
    /// that it fails alone; should even that not commit, each gets a
    /// transaction of its own. A long batch is cut after 50 ms of work.
    package func settle(_ batch: [PendingWrite]) {
        var rest = batch[...]
        while !rest.isEmpty {
            if rest.count > 1, let count = settleTogether(rest) ?? settleGuarded(rest) {
                rest = rest.dropFirst(count)
            } else {
                settleAlone(rest.removeFirst())
            }
        }
    }

    /// - Returns: How many writes are settled, `nil` when none is.
    private func settleTogether(_ writes: ArraySlice<PendingWrite>) -> Int? {
        settle(writes) { write in .success(try attempt(write)) }
    }

    private func settleGuarded(_ writes: ArraySlice<PendingWrite>) -> Int? {
        settle(writes) { write in
            do {
                return .success(try savepoint { try attempt(write) })
            } catch {
                guard isInTransaction, !(error as? StoreError).endsTransaction else { throw error }
                return .failure(error)
            }
        }
    }

    private func settle(
        _ writes: ArraySlice<PendingWrite>,
        by run: (PendingWrite) throws -> Result<@Sendable () -> Void, any Error>
    ) -> Int? {
        do {
            try begin()
        } catch {
            for write in writes { write.fail(error) }
            return writes.count
        }
        do {
            let clock = ContinuousClock()
            let deadline = clock.now + .milliseconds(50)
            var results: [Result<@Sendable () -> Void, any Error>] = []
            for write in writes {
                results.append(try run(write))
                if clock.now > deadline { break }
            }
            try commit()
            for (write, result) in zip(writes, results) { write.tell(result) }
            return results.count
        } catch {
            rollback()
            guard (error as? StoreError).concernsAll else { return nil }
            for write in writes { write.fail(error) }
            return writes.count
        }
    }

    /// Runs one write in a transaction of its own, again when another
    /// transaction was in its way.
    private func settleAlone(_ write: PendingWrite) {
        let mostAttempts = 24
        for number in 1...mostAttempts {
            do {
                try begin()
                let deliver = try attempt(write)
                try commit()
                return deliver()
            } catch {
                rollback()
                guard error as? StoreError == .serialization, number < mostAttempts else {
                    return write.fail(error)
                }
                // The thread is the lane's own; waiting blocks nobody else.
                usleep(UInt32.random(in: 0...(500 << UInt32(min(number, 8)))))
            }
        }
    }

    private func attempt(_ write: PendingWrite) throws -> @Sendable () -> Void {
        let deliver = try write.attempt(self)
        if let failure { throw failure }
        guard isInTransaction else {
            throw StoreError.statement("a body must not end its transaction")
        }
        return deliver
    }
}

extension PendingWrite {
    fileprivate func tell(_ result: Result<@Sendable () -> Void, any Error>) {
        switch result {
        case .success(let deliver): deliver()
        case .failure(let error): fail(error)
        }
    }
}

extension StoreError? {
    /// No savepoint mends it: the whole transaction is lost.
    fileprivate var endsTransaction: Bool {
        switch self {
        case .serialization, .diskFull: true
        default: concernsAll
        }
    }

    /// Writing again, apart, would meet the same, or might write twice.
    fileprivate var concernsAll: Bool {
        switch self {
        case .connectionLost, .readOnly, .damaged, .closed: true
        default: false
        }
    }
}
