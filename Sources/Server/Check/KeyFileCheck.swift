// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Identity

/// Whether the keys of people's data can be read, and by their owner alone.
struct KeyFileCheck {
    let path: String

    var findings: [Finding] {
        let name: [String: Message.Argument] = ["path": .text(path)]
        guard FileManager.default.fileExists(atPath: path) else {
            return [Finding(.remark, Message("server.check.keys-missing", name))]
        }
        do {
            try KeyRing(file: path).load()
        } catch {
            return [
                Finding(
                    .wrong, Message("server.check.keys-unreadable", name.merging(["error": .text("\(error)")]) { $1 }),
                    remedy: Message("server.check.keys-unreadable.remedy"))
            ]
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 != 0 {
            return [
                Finding(
                    .wrong, Message("server.check.keys-open", name),
                    remedy: Message("server.check.keys-open.remedy", name))
            ]
        }
        return [Finding(.good, Message("server.check.keys", name))]
    }
}
