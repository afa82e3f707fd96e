// SPDX-License-Identifier: Apache-2.0

import CLibPQ
import Dispatch
import Foundation
import SQLStore
import Synchronization

/// Hears what transactions of all processes announce, on a connection and a
/// thread of its own.
final class PostgresListener: Sendable {
    private let connection: PostgresConnection
    private let hub: AnnouncementHub
    private let thread = DispatchQueue(label: "vamco.postgres.listener")
    private let isStopping = Mutex(false)
    /// Written to when the thread is to look up from its waiting.
    private let bell = Pipe()

    init(_ connection: PostgresConnection, _ hub: AnnouncementHub) {
        self.connection = connection
        self.hub = hub
    }

    /// Returns when everything announced from now on will be heard.
    ///
    /// - Throws: `StoreError.connectionLost`.
    func start() async throws {
        try await withCheckedThrowingContinuation { continuation in
            thread.async { [self] in
                continuation.resume(with: Result { try listen() })
            }
        }
        thread.async { [self] in run() }
    }

    func stop() async {
        isStopping.withLock { $0 = true }
        try? bell.fileHandleForWriting.write(contentsOf: Data([1]))
        await withCheckedContinuation { continuation in
            thread.async { [self] in
                connection.disconnect()
                continuation.resume()
            }
        }
    }

    private func listen() throws {
        try connection.connect()
        try connection.perform("LISTEN vamco")
    }

    private func run() {
        var pause: Duration = .milliseconds(50)
        while !isStopping.withLock(\.self) {
            if hear() {
                wait(forSocket: true, nil)
                continue
            }
            do {
                try listen()
                pause = .milliseconds(50)
                // What was announced meanwhile is lost.
                hub.publishMissed()
            } catch {
                wait(forSocket: false, pause)
                pause = min(pause * 2, .seconds(5))
            }
        }
    }

    /// Hands out what has arrived.
    ///
    /// - Returns: Whether the connection stands.
    private func hear() -> Bool {
        guard let handle = connection.handle, PQconsumeInput(handle) == 1, PQstatus(handle) == CONNECTION_OK
        else { return false }
        while let notice = PQnotifies(handle) {
            defer { PQfreemem(notice) }
            guard let text = notice.pointee.extra, let envelope = Envelope(String(cString: text)),
                envelope.schema == connection.address.schema
            else { continue }
            hub.publish(envelope.payload, on: envelope.channel)
        }
        return true
    }

    /// Sleeps until the server speaks, the bell rings or `limit` has passed.
    private func wait(forSocket: Bool, _ limit: Duration?) {
        var waited = [pollfd(fd: bell.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)]
        if forSocket, let handle = connection.handle {
            waited.append(pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0))
        }
        let milliseconds = limit.map { Int32($0 / .milliseconds(1)) } ?? -1
        _ = poll(&waited, nfds_t(waited.count), milliseconds)
    }
}
