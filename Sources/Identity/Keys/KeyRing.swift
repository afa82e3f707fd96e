// SPDX-License-Identifier: Apache-2.0

package import Basics
import Crypto
import Foundation
import Synchronization

/// The keys that data of people is sealed with. They lie in a file beside the
/// database, never in it: a stolen copy of the database alone opens nothing.
///
/// The newest key seals, all of them open; so a new key may be added while
/// several nodes run, and rows are sealed anew afterwards. A ring follows its
/// file: a key that another process added counts from the next use on.
package final class KeyRing: Sendable {
    struct Key: Sendable {
        /// `k1`, `k2` …: stands before every text it sealed.
        let name: String
        let secret: SymmetricKey
        /// `nil` for keys made before the file said so.
        var madeAt: Instant?
    }

    /// After how long another key should seal: what a lost copy of the file
    /// opens is bounded by it.
    package static let advisedAge = Duration.days(365)

    private let file: KeyFile?
    private let loaded: Mutex<Loaded?>

    private struct Loaded {
        let keys: [Key]
        /// The file they came from; `nil` where there is none, or where it is
        /// to be read again.
        let stamp: KeyFile.Stamp?
    }

    /// The keys of a file, read (and the file made) when first needed.
    ///
    /// - Parameter clock: Says when a key was made.
    package init(file path: String, clock: Clock = .machine) {
        file = KeyFile(path: path, clock: clock)
        loaded = Mutex(nil)
    }

    /// Keys that end with this process: for tests and for listing routes.
    package init() {
        file = nil
        loaded = Mutex(Loaded(keys: [Key(name: "k1", secret: SymmetricKey(size: .bits256))], stamp: nil))
    }

    /// Reads the file, or makes it with a first key.
    ///
    /// - Throws: `KeyError`.
    package func load() throws { _ = try keys() }

    /// A key without what is secret of it.
    package struct Known: Hashable, Sendable {
        package let name: String
        package let madeAt: Instant?
    }

    /// Every key by name as the file has it now, the one that seals last.
    package func known() throws -> [Known] {
        try (file?.keys() ?? keys()).map { Known(name: $0.name, madeAt: $0.madeAt) }
    }

    /// Where the file lies; `nil` for keys that end with this process.
    package var path: String? { file?.path }

    /// - Complexity: A look at the file's date; it is read again only when it is another one.
    func keys() throws -> [Key] {
        try loaded.withLock { loaded in
            let stamp = file?.stamp
            // A file that went away or was broken under a running program takes
            // nothing from it that it knows already.
            if let known = loaded {
                guard let stamp, stamp != known.stamp, let read = try? file?.keys() else { return known.keys }
                loaded = Loaded(keys: read, stamp: stamp)
                return read
            }
            let keys = try file?.keys() ?? []
            loaded = Loaded(keys: keys, stamp: stamp)
            return keys
        }
    }

    /// Adds a key, which seals from now on.
    ///
    /// - Returns: Its name.
    package func add() throws -> String {
        try loaded.withLock { loaded in
            let known = loaded?.keys ?? []
            let keys = try file?.adding() ?? known + [KeyFile.fresh(after: known, at: nil)]
            loaded = Loaded(keys: keys, stamp: nil)
            return keys.last?.name ?? ""
        }
    }

    /// The name of the key that seals.
    package var newest: String { get throws { try keys().last?.name ?? "" } }

    /// `bytes`, readable only with these keys, this purpose and this place.
    ///
    /// - Parameters:
    ///   - purpose: What kind of data it is; every kind has a key of its own.
    ///   - place: The record's identity: a sealed text moved to another record does not open.
    package func sealed(_ bytes: [UInt8], for purpose: String, at place: String) throws -> String {
        guard let key = try keys().last else { throw KeyError.empty }
        let box = try AES.GCM.seal(
            bytes, using: Self.derived(key, purpose), authenticating: [UInt8]("\(purpose)\n\(place)".utf8))
        guard let data = box.combined else { throw KeyError.empty }
        return key.name + "." + data.base64EncodedString()
    }

    /// What `sealed` was given.
    ///
    /// - Throws: `KeyError.unknownKey`, `.damaged`.
    package func opened(_ text: String, for purpose: String, at place: String) throws -> [UInt8] {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let data = Data(base64Encoded: String(parts[1])) else { throw KeyError.damaged }
        guard let key = try keys().first(where: { $0.name == parts[0] }) else {
            throw KeyError.unknownKey(String(parts[0]))
        }
        do {
            let box = try AES.GCM.SealedBox(combined: data)
            return [UInt8](
                try AES.GCM.open(
                    box, using: Self.derived(key, purpose), authenticating: [UInt8]("\(purpose)\n\(place)".utf8)))
        } catch {
            throw KeyError.damaged
        }
    }

    /// What a text is found by: HMAC-SHA-256 under each key, the newest last.
    package func searchKeys(of text: String, for purpose: String) throws -> [String] {
        try keys().map { key in
            let code = HMAC<SHA256>.authenticationCode(
                for: [UInt8](text.utf8), using: Self.derived(key, "search " + purpose))
            return key.name + "." + Data(code).base64EncodedString()
        }
    }

    private static func derived(_ key: Key, _ purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key.secret, info: [UInt8](("vamco " + purpose).utf8), outputByteCount: 32)
    }
}
