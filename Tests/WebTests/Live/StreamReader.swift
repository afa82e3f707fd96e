// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A browser's end of a stream: a plain socket, so that tests decide what is
/// read and when. Blocking calls run on threads of their own.
final class StreamReader: Sendable {
    private let socket: Int32
    private let text = Mutex("")
    private let isOver = Mutex(false)

    /// Connects and asks for `path`.
    ///
    /// - Parameter reads: Whether it reads at all; a browser that does not is a test too.
    convenience init(port: Int, path: String, headers: [String] = [], reads: Bool = true) throws {
        let lines = ["GET \(path) HTTP/1.1", "Host: localhost"] + headers
        try self.init(port: port, sending: lines.joined(separator: "\r\n") + "\r\n\r\n", reads: reads)
    }

    /// Connects and sends `text` as it is.
    init(port: Int, sending text: String, reads: Bool = true) throws {
        let descriptor = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = Int32(4_096)
        // A small window, so that what is not read is felt soon.
        if !reads { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) }
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw CocoaError(.fileReadUnknown) }
        socket = descriptor
        send(text)
        if reads { Thread.detachNewThread { self.read() } }
    }

    deinit { Foundation.close(socket) }

    /// Everything that came so far.
    var received: String { text.withLock { $0 } }
    /// Whether the server ended the connection.
    var hasEnded: Bool { isOver.withLock { $0 } }

    /// Sends more; to a connection that has ended it does nothing.
    func send(_ text: String) {
        _ = text.withCString { Foundation.send(socket, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
    }

    /// Leaves, as a closed tab does.
    func leave() { shutdown(socket, Int32(SHUT_RDWR)) }

    /// Starts to read after all.
    func startReading() { Thread.detachNewThread { self.read() } }

    private func read() {
        var room = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &room, room.count, 0)
            guard count > 0 else { break }
            let piece = String(decoding: room[..<count], as: UTF8.self)
            text.withLock { $0 += piece }
        }
        isOver.withLock { $0 = true }
    }
}
