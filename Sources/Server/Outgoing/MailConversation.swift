// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One conversation with a mail server: the text that goes out, how far it
/// came, and whether it is to end. libcurl's callbacks are led here.
final class MailConversation: Sendable {
    /// What was said last.
    enum Step: Int, Comparable, Sendable {
        case greeting, sender, recipient, text

        static func < (left: Step, right: Step) -> Bool { left.rawValue < right.rawValue }
    }

    private struct State {
        var step = Step.greeting
        /// Of the text's bytes.
        var handedOver = 0
        var stoppedAt: ContinuousClock.Instant?
    }

    private let bytes: [UInt8]
    private let state = Mutex(State())

    /// How long the server's last word is waited for once the text is out:
    /// without it the letter would go out a second time.
    private static let patience = Duration.seconds(3)

    init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    var step: Step { state.withLock { $0.step } }

    /// Ends the conversation within about a second, or some seconds when the text is out.
    func stop() { state.withLock { $0.stoppedAt = $0.stoppedAt ?? .now } }

    var isToEnd: Bool {
        state.withLock { state in
            guard let stoppedAt = state.stoppedAt else { return false }
            let isOut = state.step == .text && state.handedOver == bytes.count
            return !isOut || .now - stoppedAt >= Self.patience
        }
    }

    /// What this side says, in its order: a password that looks like a command is none.
    func said(_ line: some Collection<UInt8>) {
        let steps: [(String, Step)] = [("MAIL FROM:", .sender), ("RCPT TO:", .recipient), ("DATA\r\n", .text)]
        state.withLock { state in
            for (word, step) in steps where line.starts(with: word.utf8) && step.rawValue <= state.step.rawValue + 1 {
                state.step = max(state.step, step)
            }
        }
    }

    /// Fills `buffer` with what comes next.
    ///
    /// - Returns: How many bytes; none at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        state.withLock { state in
            let count = min(buffer.count, bytes.count - state.handedOver)
            buffer.copyBytes(from: bytes[state.handedOver..<(state.handedOver + count)])
            state.handedOver += count
            return count
        }
    }
}
