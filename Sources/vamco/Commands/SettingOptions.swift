// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Server

/// The settings as options; every command that opens the database takes them.
struct SettingOptions: ParsableArguments {
    @Option(help: "A file of settings, a `name = value` a line.")
    var settings: String?

    @Option(help: "sqlite:PATH or postgres://USER@HOST/NAME.")
    var database: String?

    @Option(help: "Folder for files kept beside the database.")
    var data: String?

    @Option(help: "Folder tree where stations' files arrive.")
    var intake: String?

    @Option(help: "Folder with charts, map and htmx for the pages.")
    var parts: String?

    @Option(name: .customLong("public-address"), help: "How people reach the server: https://…")
    var publicAddress: String?

    @Option(name: .customLong("tls-certificate"), help: "The certificate with its chain, PEM; serves HTTPS.")
    var tlsCertificate: String?

    @Option(name: .customLong("tls-key"), help: "The certificate's key, PEM.")
    var tlsKey: String?

    @Option(help: "The city's name at the head of the pages.")
    var city: String?

    @Option(name: .customLong("log-level"), help: "trace, debug, info, notice, warning, error, critical.")
    var logLevel: String?

    @Option(help: "For demonstrations: START,SPEED[,EPOCH] plays a past stretch of time again.")
    var clock: String?

    func resolved(adding more: [Setting: String] = [:]) throws -> Settings {
        var options = more
        options[.database] = database
        options[.data] = data
        options[.intake] = intake
        options[.parts] = parts
        options[.publicAddress] = publicAddress
        options[.tlsCertificate] = tlsCertificate
        options[.tlsKey] = tlsKey
        options[.city] = city
        options[.logLevel] = logLevel
        options[.clock] = clock
        let environment = ProcessInfo.processInfo.environment
        return try Settings(
            options: options, environment: environment, file: settings ?? environment["VAMCO_SETTINGS"])
    }
}
