// SPDX-License-Identifier: Apache-2.0

import Basics
package import Logging
import NIOCore
import NIOPosix
package import Ports

/// clamd over its published protocol (clamd(8), INSTREAM): the bytes go over
/// the connection, never as a path, so the scanner needs no way to our files.
package struct ClamScanner: FileScanning {
    private let address: ScannerAddress
    private let limit: Duration
    private let logger: Logger

    /// - Parameter limit: From the first step to the scanner's word.
    package init(_ address: ScannerAddress, limit: Duration = .seconds(30), logger: Logger) {
        self.address = address
        self.limit = limit
        self.logger = logger
    }

    package func verdict(on bytes: [UInt8]) async throws(ScannerError) -> ScanVerdict {
        var request = ByteBuffer(string: "zINSTREAM\0")
        var place = 0
        while place < bytes.count {
            let piece = bytes[place..<min(place + 65_536, bytes.count)]
            request.writeInteger(UInt32(piece.count))
            request.writeBytes(piece)
            place += piece.count
        }
        request.writeInteger(UInt32(0))
        let answer = try await ask(request)
        if answer == "stream: OK" { return .clean }
        if answer.hasPrefix("stream: "), answer.hasSuffix(" FOUND") {
            return .infected(String(answer.dropFirst(8).dropLast(6)))
        }
        throw .unreachable(String(answer.prefix(200)))
    }

    package func isThere() async -> Bool {
        (try? await ask(ByteBuffer(string: "zPING\0"), within: .seconds(3))) == "PONG"
    }

    private func ask(_ request: ByteBuffer, within own: Duration? = nil) async throws(ScannerError) -> String {
        let limit = TimeAmount.milliseconds(Int64((own ?? limit).inSeconds * 1_000))
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let answer = loop.makePromise(of: String.self)
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(min(limit, .seconds(5)))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ScannerTalk(request: request, answer: answer, limit: limit))
                }
            }
        let connecting =
            switch address.place {
            case .socket(let path): bootstrap.connect(unixDomainSocketPath: path)
            case .port(let host, let port): bootstrap.connect(host: host, port: port)
            }
        connecting.whenFailure { answer.fail($0) }
        do {
            return try await answer.futureResult.get()
        } catch {
            let known = error as? ScannerError ?? .unreachable("\(error)")
            logger.warning("the virus scanner gave no answer", metadata: ["error": "\(known)"])
            throw known
        }
    }
}

/// One question and its answer, which ends with a zero byte.
private final class ScannerTalk: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let answer: EventLoopPromise<String>
    private var request: ByteBuffer?
    private let limit: TimeAmount
    private var deadline: Scheduled<Void>?
    private var heard = ByteBuffer()
    private var isOver = false

    init(request: ByteBuffer, answer: EventLoopPromise<String>, limit: TimeAmount) {
        self.request = request
        self.answer = answer
        self.limit = limit
    }

    func channelActive(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: limit) {
            let (talk, context) = bound.value
            talk.end(with: .failure(.tooSlow), context)
        }
        if let request { context.writeAndFlush(wrapOutboundOut(request), promise: nil) }
        request = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        heard.writeBuffer(&buffer)
        let bytes = heard.readableBytesView
        if let stop = bytes.firstIndex(of: 0) {
            end(with: .success(String(decoding: bytes[..<stop], as: UTF8.self)), context)
        } else if bytes.count > 4_096 {
            end(with: .failure(.unreachable("an answer without end")), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(with: .failure(.unreachable("the connection ended before the answer")), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(with: .failure(.unreachable("\(error)")), context)
    }

    private func end(with result: Result<String, ScannerError>, _ context: ChannelHandlerContext) {
        guard !isOver else { return }
        isOver = true
        deadline?.cancel()
        answer.completeWith(result.mapError { $0 as any Error })
        context.close(promise: nil)
    }
}
