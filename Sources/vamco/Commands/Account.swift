// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Identity
import Server
import Web

struct Account: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look after accounts from the terminal.",
        subcommands: [AccountCreation.self, SecondFactorRemoval.self])
}

struct AccountCreation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make an account; the first one is an administrator's.")

    @OptionGroup var options: SettingOptions

    @Option(help: "The name to sign in with.")
    var login: String

    @Option(help: "The person's name.")
    var name: String

    @Option(help: "operator, environment-officer, leader or administrator.")
    var role: String = Role.administrator.rawValue

    @Flag(help: "Make a password, show it once, and ask for another at the first sign-in.")
    var generate = false

    func run() async throws {
        let settings = try options.resolved()
        try await withCity(settings) { city in
            let password = generate ? nil : Terminal.secret(prompt: "Password for \(login): ")
            let issued = try await city.identity.createAccount(
                login: login, name: name, role: Role(rawValue: role), password: password)
            print("Account \(issued.account.login) (\(role)) is made.")
            if generate {
                print("Password for the first sign-in, shown once:")
                print(issued.password.text)
            }
        }
    }
}

struct SecondFactorRemoval: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-second-factor",
        abstract: "Take away the second factor of somebody who lost it; they set up another at the next sign-in.")

    @OptionGroup var options: SettingOptions

    @Option(help: "The name the account signs in with.")
    var login: String

    @Option(help: "Why; kept in the account's log.")
    var reason: String

    func run() async throws {
        try await withCity(try options.resolved()) { city in
            try await city.identity.resetSecondFactor(login: login, reason: reason)
            print("The second factor of \(login) is removed and its sessions are ended.")
        }
    }
}
