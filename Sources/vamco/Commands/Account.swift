// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Basics
import Identity
import Server
import Web

struct Account: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look after accounts from the terminal.", subcommands: [AccountCreation.self])
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
            if generate || role != Role.administrator.rawValue {
                let issued = try await city.identity.accounts.create(
                    login: login, name: name, roles: [Role(rawValue: role)], by: .system("identity.command"),
                    from: SignInOrigin(address: "", userAgent: ""))
                print("Account \(issued.account.login) (\(role)). Password for the first sign-in, shown once:")
                print(issued.password.text)
            } else {
                let password = Terminal.secret(prompt: "Password for \(login): ")
                let account = try await city.identity.createAdministrator(login: login, name: name, password: password)
                print("Account \(account.login) (administrator) is made.")
            }
        }
    }
}
