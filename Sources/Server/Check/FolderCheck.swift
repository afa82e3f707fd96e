// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// Whether a folder is there, may be written and has room.
struct FolderCheck {
    let setting: Setting
    let path: String
    let needsWriting: Bool

    /// Less free space than this, in bytes, is worth a remark: a day of a
    /// province's station files and the database's growth.
    private static let roomWanted: Int64 = 1 << 30

    var findings: [Finding] {
        let name: [String: Message.Argument] = ["setting": .text(setting.rawValue), "path": .text(path)]
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [
                Finding(
                    needsWriting ? .wrong : .remark, Message("server.check.folder-missing", name),
                    remedy: Message(
                        needsWriting ? "server.check.folder-missing.remedy" : "server.check.parts-missing.remedy", name)
                )
            ]
        }
        guard !needsWriting || FileManager.default.isWritableFile(atPath: path) else {
            return [
                Finding(
                    .wrong, Message("server.check.folder-closed", name),
                    remedy: Message("server.check.folder-closed.remedy", name))
            ]
        }
        var findings = [Finding(.good, Message("server.check.folder", name))]
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        if needsWriting, let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value, free < Self.roomWanted {
            findings.append(
                Finding(
                    .remark,
                    Message("server.check.little-room", ["path": .text(path), "megabytes": .count(Int(free >> 20))])))
        }
        return findings
    }
}
