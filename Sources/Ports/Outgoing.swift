// SPDX-License-Identifier: Apache-2.0

/// The one way out of the house by HTTP: to an identity provider, to a witness.
///
/// It follows no redirect, answers within the request's time or not at all,
/// and never reads more than was asked for, so whoever is asked can neither
/// lead it elsewhere nor hold it up nor fill its memory.
package protocol Outgoing: Sendable {
    /// - Throws: `OutgoingError`; a status of 400 or 500 is an answer, no error.
    func send(_ request: OutgoingRequest) async throws(OutgoingError) -> OutgoingAnswer
}

package struct OutgoingRequest: Sendable {
    package var method: String
    /// Whole, `https:` or `http:`. Nothing a visitor typed may be in it.
    package var address: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// Bytes of an answer's body that are read at most.
    package var answerLimit: Int
    /// From the first step to the last byte.
    package var limit: Duration

    package init(
        _ method: String, _ address: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        answerLimit: Int = 262_144, within limit: Duration = .seconds(10)
    ) {
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
        self.answerLimit = answerLimit
        self.limit = limit
    }
}

package struct OutgoingAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

package enum OutgoingError: Error, Hashable, Sendable {
    /// No connection, no TLS, a broken answer; the reason for the log.
    case unreachable(String)
    case tooSlow
    case tooLarge(limit: Int)
}
