// SPDX-License-Identifier: Apache-2.0

import Basics
import Letters

/// Whether letters go out, and whether what depends on them does.
struct MailCheck {
    let settings: Settings

    var findings: [Finding] {
        get async {
            var findings: [Finding] = []
            if settings.showsLetters { findings.append(Finding(.remark, Message("server.check.mail-sample"))) }
            if let mail = settings.mail { findings.append(await greeting(of: mail)) }
            if settings.emailSignIn == .always, !settings.sendsCodes {
                findings.append(
                    Finding(
                        .wrong, Message("server.check.email-sign-in-off"),
                        remedy: Message("server.check.email-sign-in-off.remedy")))
            }
            return findings
        }
    }

    private func greeting(of mail: MailSettings) async -> Finding {
        let named: [String: Message.Argument] = ["server": .text(mail.server.address)]
        do throws(CarrierError) {
            try await MailCarrier(server: mail.server, sender: mail.sender.address).greet()
            return Finding(.good, Message("server.check.mail", named))
        } catch {
            return Finding(
                .wrong, Message("server.check.mail-unreachable", named.merging(["error": .text("\(error)")]) { $1 }),
                remedy: Message("server.check.mail-unreachable.remedy"))
        }
    }
}
