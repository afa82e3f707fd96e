// SPDX-License-Identifier: Apache-2.0

/// An announcement on its way through the server. All schemas of a database
/// share one channel of the server, so that listening starts once.
struct Envelope {
    let schema: String
    let number: Int
    let channel: String
    let payload: String

    init(schema: String, number: Int, channel: String, payload: String) {
        self.schema = schema
        self.number = number
        self.channel = channel
        self.payload = payload
    }

    init?(_ text: String) {
        let parts = text.split(separator: "\u{1F}", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, let number = Int(parts[1]) else { return nil }
        self.init(
            schema: String(parts[0]), number: number, channel: String(parts[2]), payload: String(parts[3]))
    }

    var text: String { "\(schema)\u{1F}\(number)\u{1F}\(channel)\u{1F}\(payload)" }
}
