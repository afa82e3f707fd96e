// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files beside the database that the log's honesty rests on: its key, the
/// next key while one is being changed for another, and the last checkpoint,
/// by which an old copy of the database is found out.
package struct KeyFolder: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    package var keyPath: String { path + "/ledger.key" }
    var nextKeyPath: String { path + "/ledger.key.next" }
    var checkpointPath: String { path + "/ledger.checkpoint" }

    /// - Throws: `LedgerError.unreadable` for a file that holds no key.
    package func key() throws -> LogKey? { try key(at: keyPath) }
    func nextKey() throws -> LogKey? { try key(at: nextKeyPath) }

    private func key(at path: String) throws -> LogKey? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let key = LogKey(text: text) else { throw LedgerError.unreadable(path) }
        return key
    }

    /// Keeps the key of a new log. Where another process was faster, its key is the one.
    func keepFirst(_ key: LogKey) throws -> LogKey {
        let draft = try draft(key.text + "\n", beside: keyPath, mode: 0o600)
        defer { unlink(draft) }
        if link(draft, keyPath) == 0 {
            try sync()
            return key
        }
        guard errno == EEXIST, let theirs = try self.key() else { throw CocoaError(.fileWriteUnknown) }
        return theirs
    }

    /// Puts the next key beside the one in use: the coming checkpoint is signed
    /// by both, and from then on by the next alone.
    package func prepare(_ key: LogKey) throws { try keep(key.text + "\n", to: nextKeyPath, mode: 0o600) }

    /// The next key takes the place of the one in use.
    func turn() throws {
        guard rename(nextKeyPath, keyPath) == 0 else { throw CocoaError(.fileWriteUnknown) }
        try sync()
    }

    package func checkpoint() -> String? {
        FileManager.default.contents(atPath: checkpointPath).map { String(decoding: $0, as: UTF8.self) }
    }

    func keepCheckpoint(_ note: String) throws { try keep(note, to: checkpointPath, mode: 0o644) }

    /// Written beside and renamed: a reader never sees half a file, and the key
    /// is never readable by others, not even for a moment.
    private func keep(_ text: String, to path: String, mode: mode_t) throws {
        let draft = try draft(text, beside: path, mode: mode)
        guard rename(draft, path) == 0 else {
            unlink(draft)
            throw CocoaError(.fileWriteUnknown)
        }
        try sync()
    }

    private func draft(_ text: String, beside path: String, mode: mode_t) throws -> String {
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
        let draft = "\(path).\(UInt64.random(in: .min ... .max)).writing"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        let bytes = Array(text.utf8)
        let isWritten = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        guard close(file) == 0, isWritten else {
            unlink(draft)
            throw CocoaError(.fileWriteUnknown)
        }
        return draft
    }

    /// A name is on the disk only when its folder is.
    private func sync() throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw CocoaError(.fileReadNoPermission) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
