// SPDX-License-Identifier: Apache-2.0

package import NIOCore
import NIOHTTPTypes

/// Lets go of a connection whose sender dawdles: one that does not finish the
/// head of its first request in time, or a request's body. The time between
/// requests of one connection is the server's idle time.
///
/// A head sent a byte at a time would otherwise hold its place for as long as
/// the sender likes.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: RequestLimits
    private var waiting: Scheduled<Void>?

    init(_ limits: RequestLimits) { self.limits = limits }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { wait(limits.headTime, context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { waiting?.cancel() }

    func channelActive(context: ChannelHandlerContext) {
        wait(limits.headTime, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        waiting?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: wait(limits.bodyTime, context)
        case .body: break
        case .end: waiting?.cancel()
        }
        context.fireChannelRead(data)
    }

    private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        waiting?.cancel()
        let channel = context.channel
        waiting = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }
}

@available(*, unavailable)
extension RequestDeadline: Sendable {}

/// How long a sender may take.
package struct RequestLimits: Sendable {
    /// From the connection to the end of the first request's head.
    var headTime: TimeAmount
    /// From the end of a request's head to the end of its body: an upload of
    /// twenty megabytes from a slow line fits.
    var bodyTime: TimeAmount
    /// Between two requests of one connection.
    var idleTime: TimeAmount

    package init(
        headTime: TimeAmount = .seconds(10), bodyTime: TimeAmount = .minutes(10), idleTime: TimeAmount = .seconds(60)
    ) {
        self.headTime = headTime
        self.bodyTime = bodyTime
        self.idleTime = idleTime
    }
}
