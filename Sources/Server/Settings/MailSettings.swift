// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
package import Letters

/// How the city sends e-mail.
package struct MailSettings: Hashable, Sendable {
    package let server: MailServer
    package let sender: LetterMessage.Sender

    /// - Throws: What `wrong` makes of the setting that does not fit.
    init(
        _ value: (Setting) -> String, wrong: (_ setting: Setting, _ takes: String) -> SettingsError
    ) throws(SettingsError) {
        var password = Secret("")
        let file = value(.mailPasswordFile)
        if !file.isEmpty {
            guard let data = FileManager.default.contents(atPath: file),
                let line = String(data: data, encoding: .utf8)?.split(whereSeparator: \.isNewline).first
            else { throw wrong(.mailPasswordFile, "a file that can be read, with the password in its first line") }
            password = Secret(String(line))
        }
        guard let server = MailServer(value(.mailServer), password: password) else {
            throw wrong(
                .mailServer,
                "smtp://[USER@]HOST[:PORT] or smtps://[USER@]HOST[:PORT], "
                    + "a USER's password lies in mail-password-file; or sample, which shows letters and sends none")
        }
        guard let sender = LetterMessage.Sender(value(.mailSender)) else {
            throw wrong(.mailSender, "NAME <ADDRESS>, or an e-mail address")
        }
        self.server = server
        self.sender = sender
    }
}
