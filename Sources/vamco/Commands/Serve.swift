// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Server

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Start the server.")

    @OptionGroup var options: SettingOptions

    @Option(help: "The address to listen on.")
    var host: String?

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port: String?

    @Option(help: "The most live streams held at once.")
    var streams: String?

    @Option(name: .customLong("metrics-token"), help: "Lets other machines read /metrics with this token.")
    var metricsToken: String?

    func run() async throws {
        var more: [Setting: String] = [:]
        more[.host] = host
        more[.port] = port
        more[.streams] = streams
        more[.metricsToken] = metricsToken
        let settings = try options.resolved(adding: more)
        try await serve(
            settings,
            setUp: { code in
                print("There is no account yet. Make the first administrator at \(settings.publicAddress)/set-up")
                print("within an hour, with this code, which is good once: \(code)")
            },
            ready: { address in print("VamCo is at \(address)") })
    }
}
