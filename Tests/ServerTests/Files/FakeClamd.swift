// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

@testable import Server

/// Speaks clamd's protocol as clamd(8) describes it and knows one virus: EICAR's
/// test text. No scanner: for tests of ours who ask one.
final class FakeClamd: Sendable {
    enum Manner: Sendable { case honest, silent, hangingUp, talkingNonsense, limiting(Int) }

    private let channel: any Channel
    let address: ScannerAddress

    private init(channel: any Channel, address: ScannerAddress) {
        self.channel = channel
        self.address = address
    }

    static func on(socket path: String, _ manner: Manner = .honest) async throws -> FakeClamd {
        let channel = try await bootstrap(manner).bind(unixDomainSocketPath: path).get()
        return FakeClamd(channel: channel, address: ScannerAddress("unix:\(path)")!)
    }

    static func onPort(_ manner: Manner = .honest) async throws -> FakeClamd {
        let channel = try await bootstrap(manner).bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        return FakeClamd(channel: channel, address: ScannerAddress("tcp://127.0.0.1:\(port)")!)
    }

    func stop() async throws { try await channel.close() }

    private static func bootstrap(_ manner: Manner) -> ServerBootstrap {
        ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FakeClamdTalk(manner))
                }
            }
    }
}

private final class FakeClamdTalk: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let manner: FakeClamd.Manner
    private var heard = ByteBuffer()
    private var content: [UInt8] = []
    private var isStream = false

    init(_ manner: FakeClamd.Manner) { self.manner = manner }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        heard.writeBuffer(&buffer)
        if !isStream {
            guard let end = heard.readableBytesView.firstIndex(of: 0) else { return }
            let command = heard.readString(length: end - heard.readerIndex)
            heard.moveReaderIndex(forwardBy: 1)
            if command == "zPING" { return say("PONG", context) }
            guard command == "zINSTREAM" else { return say("UNKNOWN COMMAND", context) }
            isStream = true
        }
        switch manner {
        case .silent: return
        case .hangingUp: return context.close(promise: nil)
        case .talkingNonsense: return say(String(repeating: "nonsense ", count: 20), context)
        case .honest, .limiting: break
        }
        while let length: UInt32 = heard.getInteger(at: heard.readerIndex) {
            guard heard.readableBytes >= 4 + Int(length) else { return }
            heard.moveReaderIndex(forwardBy: 4)
            if length == 0 {
                let isInfected = String(decoding: content, as: UTF8.self).contains("EICAR-STANDARD-ANTIVIRUS-TEST-FILE")
                return say(isInfected ? "stream: Eicar-Test-Signature FOUND" : "stream: OK", context)
            }
            content += heard.readBytes(length: Int(length)) ?? []
            if case .limiting(let most) = manner, content.count > most {
                return say("INSTREAM size limit exceeded. ERROR", context)
            }
        }
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\0")), promise: nil)
        context.close(promise: nil)
    }
}
