// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
package import Ports
package import ServiceLifecycle
import Synchronization

/// HTTP to the outside, with the system's trusted certificates.
///
/// The client is made when it is first needed: most commands never ask anybody.
package final class OutgoingClient: Outgoing, Service {
    private let client = Mutex<HTTPClient?>(nil)

    package init() {}

    package func send(_ request: OutgoingRequest) async throws(OutgoingError) -> OutgoingAnswer {
        do {
            return try await withThrowingTaskGroup(of: OutgoingAnswer.self) { race in
                defer { race.cancelAll() }
                race.addTask { try await self.exchange(request) }
                race.addTask {
                    try await Task.sleep(for: request.limit)
                    throw OutgoingError.tooSlow
                }
                guard let first = try await race.next() else { throw OutgoingError.tooSlow }
                return first
            }
        } catch let error as OutgoingError {
            throw error
        } catch let error as HTTPClientError where error == .deadlineExceeded {
            throw .tooSlow
        } catch is NIOTooManyBytesError {
            throw .tooLarge(limit: request.answerLimit)
        } catch {
            throw .unreachable("\(error)")
        }
    }

    private func exchange(_ request: OutgoingRequest) async throws -> OutgoingAnswer {
        var outgoing = HTTPClientRequest(url: request.address)
        outgoing.method = .init(rawValue: request.method)
        outgoing.headers.add(name: "User-Agent", value: "VamCo")
        for header in request.headers { outgoing.headers.replaceOrAdd(name: header.name, value: header.value) }
        if !request.body.isEmpty { outgoing.body = .bytes(request.body) }
        let answer = try await opened().execute(outgoing, deadline: .now() + TimeAmount(request.limit))
        if let length = answer.headers.first(name: "Content-Length").flatMap({ Int($0) }), length > request.answerLimit
        {
            throw OutgoingError.tooLarge(limit: request.answerLimit)
        }
        let body = try await answer.body.collect(upTo: request.answerLimit)
        return OutgoingAnswer(status: Int(answer.status.code), body: Array(body.readableBytesView))
    }

    private func opened() -> HTTPClient {
        client.withLock { client in
            if let client { return client }
            var configuration = HTTPClient.Configuration()
            configuration.redirectConfiguration = .disallow
            configuration.decompression = .disabled
            configuration.timeout.connect = .seconds(5)
            configuration.connectionPool.idleTimeout = .seconds(30)
            let made = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            client = made
            return made
        }
    }

    /// Waits for the end, then lets go of every connection.
    package func run() async throws {
        try? await gracefulShutdown()
        try await close()
    }

    package func close() async throws {
        let last = client.withLock { client in
            defer { client = nil }
            return client
        }
        try await last?.shutdown()
    }
}
