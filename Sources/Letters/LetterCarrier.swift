// SPDX-License-Identifier: Apache-2.0

/// The way of an e-mail out of the house.
package protocol LetterCarrier: Sendable {
    /// The longest that handing over one message takes.
    var limit: Duration { get }

    /// Hands over one message; returns when the next server has taken it on.
    /// Ends within seconds when its task is cancelled.
    ///
    /// - Parameters:
    ///   - message: A whole message (RFC 5322), lines ended by CRLF.
    ///   - recipient: The envelope's; headers are not looked at.
    func carry(_ message: [UInt8], to recipient: EmailAddress) async throws(CarrierError)
}

/// The way of a short message out of the house.
package protocol ShortMessageCarrier: Sendable {
    /// The longest that handing over one message takes.
    var limit: Duration { get }

    /// Hands over one message; returns when the gateway has taken it on. Ends
    /// within seconds when its task is cancelled.
    ///
    /// - Parameter id: The same for the same message handed over again.
    func carry(_ text: String, id: Letter.ID, to number: PhoneNumber) async throws(CarrierError)
}

/// Why a letter did not go. Told to the operator: no address and no text of a
/// letter is in it.
package enum CarrierError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Worth another try: nobody answers, TLS fails, the server is busy (4xx).
    case later(String)
    /// The server will never take this letter (5xx).
    case never(String)

    package var description: String {
        switch self {
        case .later(let reason), .never(let reason): reason
        }
    }
}
