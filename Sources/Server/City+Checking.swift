// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
import Identity
import Ledger
import Letters
import Logging
package import Ports
package import Web

extension City {
    /// Everything `vamco check` looks at, in the order it is printed.
    ///
    /// - Parameter outgoing: The way to identity providers; HTTP where none is given.
    package static func findings(of settings: Settings, outgoing: (any Outgoing)? = nil) async -> [Finding] {
        var findings = Setting.allCases.map { setting in
            Finding(
                .good,
                Message(
                    "server.check.setting",
                    [
                        "setting": .text(setting.rawValue), "value": .text(settings.shown(setting)),
                        "origin": .text(settings.origins[setting] ?? ""),
                    ]))
        }
        findings += localFindings(of: settings)
        findings += await MailCheck(settings: settings).findings
        findings += await providerFindings(of: settings, outgoing)
        findings.append(await printingFinding())
        findings += await DatabaseCheck(
            address: settings.database, migrator: migrator, showsLetters: settings.showsLetters
        ).findings()
        return findings
    }

    /// What can be said of this machine without asking another or opening the
    /// database: quick enough for a page.
    static func localFindings(of settings: Settings) -> [Finding] {
        var findings: [Finding] = []
        if settings.replayClock != nil { findings.append(Finding(.remark, Message("server.check.clock"))) }
        if !settings.publicAddress.hasPrefix("https://"), !["127.0.0.1", "::1", "localhost"].contains(settings.host) {
            findings.append(
                Finding(
                    .remark, Message("server.check.open-network", ["host": .text(settings.host)]),
                    remedy: Message("server.check.open-network.remedy")))
        }
        if settings.certificate == nil, settings.publicAddress.hasPrefix("https://"), settings.proxies.isEmpty {
            findings.append(
                Finding(
                    .remark, Message("server.check.proxies-missing"),
                    remedy: Message("server.check.proxies-missing.remedy")))
        }
        findings += certificateFindings(of: settings)
        findings += FolderCheck(setting: .data, path: settings.dataFolder, needsWriting: true).findings
        findings += FolderCheck(setting: .intake, path: settings.intakeFolder, needsWriting: true).findings
        findings += KeyFileCheck(path: settings.keyFile).findings
        findings += partFindings(in: settings.partsFolder)
        return findings
    }

    private static func certificateFindings(of settings: Settings) -> [Finding] {
        guard let certificate = settings.certificate else { return [] }
        do {
            let end = try certificate.validUntil()
            let left = end - Clock.machine.now
            if left > .days(14) { return [Finding(.good, Message("server.check.certificate", ["at": .instant(end)]))] }
            return [
                Finding(
                    left > .zero ? .remark : .wrong, Message("server.check.certificate-ends", ["at": .instant(end)]),
                    remedy: Message("server.check.certificate-ends.remedy"))
            ]
        } catch {
            return [
                Finding(
                    .wrong, Message("server.check.certificate-wrong", ["error": .text("\(error)")]),
                    remedy: Message("server.check.certificate-wrong.remedy"))
            ]
        }
    }

    private static func printingFinding() async -> Finding {
        do throws(PrintingError) {
            try await Printer().check()
            return Finding(.good, Message("server.check.printing"))
        } catch {
            return Finding(
                .remark, Message("server.check.printing-missing", ["error": .text("\(error)")]),
                remedy: Message("server.check.printing-missing.remedy"))
        }
    }

    /// Whether each provider says what it is, as the settings expect it.
    private static func providerFindings(of settings: Settings, _ outgoing: (any Outgoing)?) async -> [Finding] {
        guard !settings.providers.isEmpty else { return [] }
        let client = OutgoingClient()
        var findings: [Finding] = []
        for provider in settings.providers {
            let named: [String: Message.Argument] = [
                "provider": .text(provider.name), "issuer": .text(provider.issuer),
            ]
            if let problem = await provider.problem(by: outgoing ?? client) {
                findings.append(
                    Finding(
                        .wrong, Message("server.check.provider-wrong", named.merging(["error": .text(problem)]) { $1 }),
                        remedy: Message("server.check.provider-wrong.remedy")))
            } else {
                findings.append(Finding(.good, Message("server.check.provider", named)))
            }
        }
        try? await client.close()
        return findings
    }

    private static func partFindings(in folder: String) -> [Finding] {
        let missing = BrowserParts(folder: URL(fileURLWithPath: folder)).missing.map(\.rawValue)
        guard !missing.isEmpty else {
            return [Finding(.good, Message("server.check.parts", ["path": .text(folder)]))]
        }
        return missing.map { part in
            Finding(
                .remark, Message("server.check.part-missing", ["part": .text(part)]),
                remedy: Message("server.check.parts-missing.remedy"))
        }
    }

    /// Words for the terminal, in the language the terminal asks for.
    package static func terminalWording(for environment: [String: String]) throws -> Wording {
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
        let language: Language = locale.hasPrefix("vi") ? .vi : .en
        return Wording(try translations(), language: language, zone: .vietNam)
    }
}
