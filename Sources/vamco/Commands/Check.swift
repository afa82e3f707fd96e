// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Server
import Web

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what is wrong with the configuration, the database or the folders, and how to mend it.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        let settings = try options.resolved()
        let wording = try City.terminalWording(for: ProcessInfo.processInfo.environment)
        let findings = await City.findings(of: settings)
        for finding in findings {
            let sign =
                switch finding.grade {
                case .good: "✓"
                case .remark: "!"
                case .wrong: "✗"
                }
            print("\(sign) \(wording.text(of: finding.message))")
            if let remedy = finding.remedy { print("  → \(wording.text(of: remedy))") }
        }
        if findings.contains(where: { $0.grade == .wrong }) { throw ExitCode(1) }
    }
}
