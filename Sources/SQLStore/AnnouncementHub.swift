// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Hands announcements to this process's listeners; both drivers end here.
package final class AnnouncementHub: Sendable {
    private struct Listener {
        weak var mailbox: Mailbox?
    }

    private struct State {
        var listeners: [String: [Listener]] = [:]
        var isFinished = false
    }

    private let state = Mutex(State())
    private let capacity: Int

    package init(capacity: Int = 1_024) { self.capacity = capacity }

    /// A stream that misses nothing published after this call returns. It
    /// stops listening when it is no longer held.
    package func stream(on channel: String) -> AsyncStream<Announcement> {
        let mailbox = Mailbox(capacity: capacity)
        let isFinished = state.withLock { state in
            state.listeners[channel, default: []].removeAll { $0.mailbox == nil }
            state.listeners[channel, default: []].append(Listener(mailbox: mailbox))
            return state.isFinished
        }
        if isFinished { mailbox.finish() }
        return AsyncStream {
            await mailbox.next()
        } onCancel: {
            mailbox.finish()
        }
    }

    package func publish(_ payload: String, on channel: String) {
        for mailbox in mailboxes(on: channel) { mailbox.put(payload) }
    }

    /// Tells every listener that announcements may have been lost.
    package func publishMissed() {
        for mailbox in mailboxes() { mailbox.putMissed() }
    }

    /// Ends all streams after what they still hold.
    package func finish() {
        state.withLock { $0.isFinished = true }
        for mailbox in mailboxes() { mailbox.finish() }
    }

    private func mailboxes(on channel: String? = nil) -> [Mailbox] {
        state.withLock { state in
            let listeners = channel.map { state.listeners[$0] ?? [] } ?? state.listeners.values.flatMap(\.self)
            return listeners.compactMap(\.mailbox)
        }
    }
}
