// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation

/// How the city sends short messages.
package enum MessageSettings: Hashable, Sendable {
    /// Nothing is sent: for a demonstration. The pages say so.
    case sample
    case gateway(address: String, key: Secret, secret: Secret, sender: String)

    /// - Throws: What `wrong` makes of the setting that does not fit.
    init(
        _ value: (Setting) -> String, wrong: (_ setting: Setting, _ takes: String) -> SettingsError
    ) throws(SettingsError) {
        if value(.smsGateway) == "sample" {
            self = .sample
            return
        }
        guard URLComponents(string: value(.smsGateway))?.isPrivateService == true
        else {
            throw wrong(
                .smsGateway,
                "https://HOST/PATH (http:// for this machine alone); or sample, which sends nothing")
        }
        guard let lines = KeyLines.first(2, ofFile: value(.smsKeysFile)) else {
            throw wrong(.smsKeysFile, "a file that can be read: the key in its first line, the secret in its second")
        }
        let sender = value(.smsSender)
        // GSM networks take eleven signs at most (3GPP TS 23.040, 9.1.2.5).
        guard (1...11).contains(sender.count), sender.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw wrong(.smsSender, "the registered brand name: 1 to 11 signs without marks")
        }
        self = .gateway(
            address: value(.smsGateway), key: Secret(lines[0]), secret: Secret(lines[1]), sender: sender)
    }

    /// The gateway's address, or `sample`.
    package var address: String {
        if case .gateway(let address, _, _, _) = self { address } else { "sample" }
    }

    /// The registered name; `nil` where nothing is sent.
    package var sender: String? {
        if case .gateway(_, _, _, let sender) = self { sender } else { nil }
    }
}
