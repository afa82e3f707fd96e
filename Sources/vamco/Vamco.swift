// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Basics
import Identity

/// The program: one command a job.
@main
struct Vamco: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vamco",
        abstract: "VamCo, the open platform of a smart city, ward or province.",
        subcommands: [
            Serve.self, Migrate.self, Seed.self, Account.self, Keys.self, Replay.self, Routes.self, Check.self,
            Verify.self, LedgerKeeping.self, Import.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch let error as KeyError {
            // Its words for pages name no file and no key.
            exit(withError: error)
        } catch let error as any UserFacing {
            Terminal.complain(of: error)
            exit(withError: ExitCode(1))
        } catch {
            exit(withError: error)
        }
    }
}
