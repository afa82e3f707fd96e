// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation

/// The file of the keys: a key a line, `k1 BASE64`, readable by its owner alone.
/// When a key was made stands in a remark before it, `# k1 made 2026-11-30T08:00:00Z`:
/// programs that do not know it read the file all the same.
struct KeyFile: Sendable {
    let path: String
    var clock: Clock = .machine

    /// What tells a file from the one that stood in its place before.
    struct Stamp: Hashable, Sendable {
        let device: UInt64
        let inode: UInt64
        let size: Int64
        /// When it was last written, in seconds and billionths.
        let seconds: Int
        let billionths: Int
    }

    /// The file's stamp now; `nil` where there is no file.
    var stamp: Stamp? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return Stamp(
            device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino), size: Int64(facts.st_size),
            seconds: facts.st_mtim.tv_sec, billionths: facts.st_mtim.tv_nsec)
    }

    /// The keys in the file; where there is none it is made with a first key.
    func keys() throws -> [KeyRing.Key] {
        if let text = FileManager.default.contents(atPath: path) { return try keys(in: text) }
        guard !FileManager.default.fileExists(atPath: path) else { throw KeyError.unreadable(path) }
        try make(with: [Self.fresh(after: [], at: clock.now)])
        guard let text = FileManager.default.contents(atPath: path) else { throw KeyError.unreadable(path) }
        return try keys(in: text)
    }

    /// The file with one more key, put in its place whole.
    func adding() throws -> [KeyRing.Key] {
        var keys = try keys()
        keys.append(Self.fresh(after: keys, at: clock.now))
        let beside = path + ".new"
        try? FileManager.default.removeItem(atPath: beside)
        try KeyFile(path: beside).make(with: keys)
        guard rename(beside, path) == 0 else { throw KeyError.unreadable(path) }
        return keys
    }

    static func fresh(after keys: [KeyRing.Key], at now: Instant?) -> KeyRing.Key {
        KeyRing.Key(name: "k\(keys.count + 1)", secret: SymmetricKey(size: .bits256), madeAt: now)
    }

    /// Two processes that start together end with one file: the second to come
    /// finds it made and leaves it.
    private func make(with keys: [KeyRing.Key]) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let lines = keys.map { key in
            (key.madeAt.map { "# \(key.name) made \($0.iso8601(in: .utc))\n" } ?? "") + key.name + " "
                + key.secret.withUnsafeBytes { Data($0) }.base64EncodedString() + "\n"
        }
        let text = Data(("# Keys of people's data. Keep a copy apart from the database's.\n" + lines.joined()).utf8)
        // Written beside and linked, so that nobody ever reads half a file.
        let draft = path + ".\(UUID().uuidString)"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw KeyError.unreadable(path) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        defer { unlink(draft) }
        try handle.write(contentsOf: text)
        try handle.synchronize()
        guard link(draft, path) == 0 || errno == EEXIST else { throw KeyError.unreadable(path) }
    }

    private func keys(in data: Data) throws -> [KeyRing.Key] {
        let all = String(decoding: data, as: UTF8.self).split(separator: "\n")
        var dates: [Substring: Instant] = [:]
        for words in all.map({ $0.split(separator: " ") }) where words.count == 4 && words[0] == "#" {
            if words[2] == "made" { dates[words[1]] = Instant(iso8601: String(words[3])) }
        }
        let keys = try all.filter { !$0.hasPrefix("#") }.map { line in
            let parts = line.split(separator: " ")
            guard parts.count == 2, let secret = Data(base64Encoded: String(parts[1])), secret.count == 32 else {
                throw KeyError.malformed(path)
            }
            return KeyRing.Key(name: String(parts[0]), secret: SymmetricKey(data: secret), madeAt: dates[parts[0]])
        }
        guard !keys.isEmpty, Set(keys.map(\.name)).count == keys.count else { throw KeyError.malformed(path) }
        return keys
    }
}
