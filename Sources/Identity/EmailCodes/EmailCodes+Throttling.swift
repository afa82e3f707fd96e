// SPDX-License-Identifier: Apache-2.0

import Basics
import Letters
import SQLStore

extension EmailCodes {
    /// What is counted against the network address it comes from.
    enum Counted: String {
        /// Letters asked for; a code that is used takes its letter back.
        case letters = "email-letters"
        /// Wrong codes, whichever they were tried against.
        case guesses = "email-guesses"
    }

    /// What codes for one address are counted under. A digest: the table of
    /// failures names nobody.
    static func subject(_ address: EmailAddress) -> String { "email:" + SessionToken.digest(of: address.text) }

    /// Nobody is let off: what comes from this machine, which is a proxy that
    /// the settings do not name or somebody who sits here, counts as one.
    static func subject(_ what: Counted, _ origin: SignInOrigin) -> String {
        what.rawValue + ":" + (origin.isThisMachine ? "here" : origin.network)
    }

    /// Counts one more.
    ///
    /// - Returns: Until when that locks the network, if it does.
    @discardableResult
    func count(
        _ what: Counted, from origin: SignInOrigin, at now: Instant, in tx: any Transaction
    ) throws -> Instant? {
        var rule = what == .letters ? settings.letterThrottle : settings.addressThrottle
        if origin.isThisMachine { rule.limit *= Self.shareOfThisMachine }
        guard let until = try FailureStore.count(Self.subject(what, origin), rule, at: now, in: tx).becomes else {
            return nil
        }
        try EventStore.record(
            IdentityEvent(
                at: now, .locked, account: nil, by: .visitor, address: origin.address,
                detail: "\(what.rawValue) until \(until.iso8601())"),
            in: tx)
        return until
    }

    /// How many networks' worth comes from this machine.
    private static let shareOfThisMachine = 10
}
