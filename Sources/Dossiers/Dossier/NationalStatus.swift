// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The ten states that every dossier system of the country reports (the codes
/// of the national public-service portal).
package enum NationalStatus: Int, CaseIterable, Hashable, Sendable {
    case new = 1
    case received = 2
    case notReceived = 3
    case processing = 4
    case supplementWanted = 5
    case paymentWanted = 6
    case withdrawn = 7
    case stopped = 8
    case processed = 9
    case returned = 10

    package var message: Message { Message("dossiers.status.\(word)") }

    /// The word in addresses, keys and exports.
    package var word: String {
        switch self {
        case .new: "new"
        case .received: "received"
        case .notReceived: "not-received"
        case .processing: "processing"
        case .supplementWanted: "supplement-wanted"
        case .paymentWanted: "payment-wanted"
        case .withdrawn: "withdrawn"
        case .stopped: "stopped"
        case .processed: "processed"
        case .returned: "returned"
        }
    }

    /// Where a dossier may go from here.
    package var next: Set<NationalStatus> {
        switch self {
        case .new: [.received, .notReceived, .processing, .supplementWanted, .withdrawn]
        case .received: [.processing, .supplementWanted, .paymentWanted, .withdrawn, .stopped, .processed]
        case .processing: [.supplementWanted, .paymentWanted, .withdrawn, .stopped, .processed, .returned]
        case .supplementWanted: [.new, .received, .processing, .stopped, .withdrawn, .notReceived]
        case .paymentWanted: [.processing, .processed, .returned, .stopped, .withdrawn]
        case .processed: [.returned, .processing, .paymentWanted]
        case .notReceived, .withdrawn, .stopped, .returned: []
        }
    }
}
