// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Ports

/// A file as it is written: its content sealed with a key of its own, and that
/// key sealed with the key file. A new key file's key seals those few bytes
/// anew, not the files.
package struct SealedFile: Sendable {
    package let file: KeptFile
    /// The file's own key and its name.
    let secret: String
    /// Sealed pieces in their order.
    let pieces: [[UInt8]]

    static let purpose = "dossiers.file"
    /// Bytes of a piece before it is sealed: what is read and written at once.
    static let pieceSize = 1 << 20

    /// Seals the content of a checked file.
    init(_ checked: CheckedFile, id: KeptFile.ID, by keeper: Actor, at now: Instant, with seal: any PersonalSeal) throws
    {
        file = KeptFile(
            id: id, name: checked.name, kind: checked.kind, size: checked.bytes.count, sha256: checked.sha256,
            sentSHA256: checked.sentSHA256, pages: checked.pages, keptAt: now, keptBy: keeper.stored, holder: nil)
        let key = SymmetricKey(size: .bits256)
        secret = try FileSecret(key: key, name: checked.name).sealed(for: id, with: seal)
        let count = Self.count(of: checked.bytes.count)
        pieces = try (0..<count).map { number in
            let start = number * Self.pieceSize
            let piece = checked.bytes[start..<min(start + Self.pieceSize, checked.bytes.count)]
            let box = try AES.GCM.seal(piece, using: key, authenticating: Self.place(of: id, number, of: count))
            // Nonces of twelve bytes, as they are made by themselves, always combine.
            guard let combined = box.combined else { throw FileDamage(file: id) }
            return [UInt8](combined)
        }
    }

    static func count(of size: Int) -> Int { max(1, (size + pieceSize - 1) / pieceSize) }

    /// The content of a kept file.
    ///
    /// - Throws: `FileDamage` for pieces that are missing, changed or another file's.
    static func opened(_ pieces: [[UInt8]], of file: KeptFile, _ secret: FileSecret) throws -> [UInt8] {
        let count = count(of: file.size)
        guard pieces.count == count else { throw FileDamage(file: file.id) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(file.size)
        for (number, piece) in pieces.enumerated() {
            guard let box = try? AES.GCM.SealedBox(combined: piece),
                let open = try? AES.GCM.open(
                    box, using: secret.key, authenticating: place(of: file.id, number, of: count))
            else { throw FileDamage(file: file.id) }
            bytes += open
        }
        guard bytes.count == file.size else { throw FileDamage(file: file.id) }
        return bytes
    }

    /// Bound to the file and the piece's place: none can be exchanged or left out.
    private static func place(of id: KeptFile.ID, _ number: Int, of count: Int) -> [UInt8] {
        Array("\(id) \(number) \(count)".utf8)
    }
}

/// What opens one file: its own key, and its name, which often tells of people.
struct FileSecret: Sendable {
    let key: SymmetricKey
    let name: String

    init(key: SymmetricKey, name: String) {
        self.key = key
        self.name = name
    }

    init(opening text: String, of id: KeptFile.ID, with seal: any PersonalSeal) throws {
        let bytes = try seal.opened(text, for: SealedFile.purpose, at: id.description)
        guard bytes.count >= 32 else { throw FileDamage(file: id) }
        key = SymmetricKey(data: bytes[..<32])
        name = String(decoding: bytes[32...], as: UTF8.self)
    }

    func sealed(for id: KeptFile.ID, with seal: any PersonalSeal) throws -> String {
        let bytes = key.withUnsafeBytes { Array($0) } + Array(name.utf8)
        return try seal.sealed(bytes, for: SealedFile.purpose, at: id.description)
    }
}

/// A kept file whose pieces do not fit together any more.
struct FileDamage: Error, CustomStringConvertible {
    let file: KeptFile.ID
    var description: String { "The content of file \(file) was changed, moved or lost." }
}
