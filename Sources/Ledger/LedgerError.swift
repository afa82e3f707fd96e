// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What can be wrong with the ledger itself.
package enum LedgerError: UserFacing, Hashable {
    /// An act with legal effect, while no checkpoint was signed since then.
    case notSealed(since: Instant)
    /// Stored hashes that a proof needs are not there.
    case damaged(level: Int, places: Range<Int>)
    /// The stored log does not go on from what was signed: a row was changed,
    /// or an old copy of the database was put in its place.
    case forked(size: Int)
    /// The database knows a key whose file is not here: signing with another
    /// would be a new log.
    case keyMissing(path: String)
    /// A new log finds the key of another: one of the two was moved.
    case keyOfAnotherLog(path: String)
    /// A text that is no signed checkpoint, key or proof.
    case unreadable(String)
    /// There is no entry of that number.
    case unknownEntry

    package var answer: (status: Int, message: Message) {
        switch self {
        case .notSealed(let since): (503, Message("ledger.error.not-sealed", ["since": .instant(since)]))
        case .damaged, .forked: (500, Message("ledger.error.damaged"))
        case .keyMissing(let path): (500, Message("ledger.error.key-missing", ["path": .text(path)]))
        case .keyOfAnotherLog(let path):
            (500, Message("ledger.error.key-of-another-log", ["path": .text(path)]))
        case .unreadable(let what): (400, Message("ledger.error.unreadable", ["what": .text(what)]))
        case .unknownEntry: (404, Message("ledger.error.unknown-entry"))
        }
    }
}
