// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
package import Hummingbird
import NIOCore
import ServiceLifecycle

extension LiveHub {
    /// The answer of a stream route: what is published on `topics`, as
    /// Server-Sent Events, until the browser goes or the program ends.
    ///
    /// - Throws: `WebError.tooManyStreams`.
    package func stream(topics: Set<String>, to request: Request, in context: WebContext) throws -> Response {
        let from = (request.headers[.lastEventID] ?? context.query.value("from")).map {
            LivePosition($0) ?? .start
        }
        let limit = context.site.settings.streamLimit
        guard streamCount < limit else { throw WebError.tooManyStreams }
        let wording = context.wording
        let channel = context.channel
        let isMultiplexed = context.isMultiplexed
        let here = position
        let body = ResponseBody { writer in
            // Opened only now: an answer that is never written holds no place.
            guard let client = self.open(topics: topics, from: from, limit: limit) else {
                return try await writer.finish(nil)
            }
            defer { self.close(client) }
            try await withGracefulShutdownHandler {
                if isMultiplexed {
                    // The browser has ended its half with the question itself.
                    channel.closeFuture.whenComplete { _ in client.end() }
                    try await Self.write(client, at: here, in: wording, to: &writer)
                } else {
                    try await request.body.consumeWithInboundCloseHandler { _ in
                        try await Self.write(client, at: here, in: wording, to: &writer)
                    } onInboundClosed: {
                        client.end()
                        Self.closeLater(channel)
                    }
                }
            } onGracefulShutdown: {
                client.end()
                Self.closeLater(channel)
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
                .accelBuffering: "no",
            ], body: body)
    }

    private static func write(
        _ client: LiveClient, at position: LivePosition, in wording: Wording, to writer: inout any ResponseBodyWriter
    ) async throws {
        try await writer.write(ByteBuffer(string: "retry: 3000\nid: \(position.text)\n: open\n\n"))
        for await signal in client.signals {
            if client.takeLoss() {
                // The page is loaded anew, so nothing else of this stream matters.
                return try await writer.write(ByteBuffer(string: "event: reload\ndata: lost\n\n"))
            }
            switch signal {
            case .event(let event): try await writer.write(event.bytes(in: wording))
            case .beat: try await writer.write(ByteBuffer(string: "event: beat\ndata: 1\n\n"))
            }
        }
    }

    /// A browser that does not read keeps the last write waiting for ever:
    /// after a moment its connection is closed under it.
    private static func closeLater(_ channel: any Channel) {
        channel.eventLoop.scheduleTask(in: .milliseconds(500)) { channel.close(promise: nil) }
    }
}

extension HTTPField.Name {
    static let lastEventID = HTTPField.Name("Last-Event-ID")!
    static let accelBuffering = HTTPField.Name("X-Accel-Buffering")!
}
