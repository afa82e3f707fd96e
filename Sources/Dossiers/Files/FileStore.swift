// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import SQLStore

/// Files that people hand in and that the office makes, in the database and
/// sealed: any node reads them, and a copy of the database opens none.
///
/// A file belongs to nothing until it is attached, and what nothing takes up
/// within a week is swept away.
package struct FileStore: Sendable {
    package let check: FileCheck
    let database: any Database
    let clock: Clock
    let seal: any PersonalSeal

    /// How long a file waits for something to take it up.
    static let patience = Duration.days(7)

    package init(database: any Database, clock: Clock, seal: any PersonalSeal, check: FileCheck) {
        self.database = database
        self.clock = clock
        self.seal = seal
        self.check = check
    }

    /// Checks a file, and keeps it.
    ///
    /// - Throws: `FileError`; what is refused is counted with its reason, never its bytes.
    package func keep(_ upload: FileUpload, by keeper: Actor) async throws -> KeptFile {
        let sealed = try await prepared(upload, by: keeper)
        try await database.write { tx in try insert(sealed, in: tx) }
        return sealed.file
    }

    /// A file checked and sealed, to be written in the transaction of what it belongs to.
    ///
    /// - Throws: As `keep`.
    package func prepared(_ upload: FileUpload, by keeper: Actor) async throws -> SealedFile {
        do {
            let checked = try await check.checked(upload)
            let now = clock.now
            return try SealedFile(checked, id: KeptFile.ID(at: now), by: keeper, at: now, with: seal)
        } catch let error as FileError where error.isRefusal {
            let refusal = FileRefusal(error, of: upload, by: keeper, at: clock.now)
            try await database.write { tx in try FileRefusalTable.insert(refusal, in: tx) }
            throw error
        }
    }

    /// A file that the office made itself: known to be what it is.
    package func prepared(made bytes: [UInt8], as kind: FileKind, name: String, by maker: Actor) throws -> SealedFile {
        let now = clock.now
        return try SealedFile(
            CheckedFile(made: bytes, as: kind, name: name), id: KeptFile.ID(at: now), by: maker, at: now, with: seal)
    }

    package func insert(_ sealed: SealedFile, in tx: any Transaction) throws { try FileTable.insert(sealed, in: tx) }

    /// - Throws: `FileError.unknownFile`.
    package func file(_ id: KeptFile.ID) async throws -> KeptFile {
        try await database.read { tx in try entry(of: id, in: tx).file }
    }

    /// The files of a dossier or result, in the order they came.
    package func files(of holder: FileHolder, in tx: any Reading) throws -> [KeptFile] {
        try FileTable.files(of: holder, in: tx).map { row in
            row.file(named: try FileSecret(opening: row.secret, of: row.id, with: seal).name)
        }
    }

    /// A file with its content.
    ///
    /// - Throws: `FileError.unknownFile`.
    package func open(_ id: KeptFile.ID) async throws -> (file: KeptFile, bytes: [UInt8]) {
        let found = try await database.read { tx in
            let (file, secret) = try entry(of: id, in: tx)
            return (file: file, secret: secret, pieces: try FileTable.pieces(of: id, in: tx))
        }
        return (found.file, try SealedFile.opened(found.pieces, of: found.file, found.secret))
    }

    /// Makes files part of what takes them up. Doing it twice changes nothing.
    ///
    /// - Parameters:
    ///   - keeper: Only this person's files may be attached; `nil` for any.
    ///   - before: What they may have belonged to until now; else files that belong to something stay there.
    /// - Throws: `FileError.unknownFile`, `.attachedElsewhere`, `.dossierTooLarge`.
    package func attach(
        _ ids: [KeptFile.ID], to holder: FileHolder, keptBy keeper: Actor? = nil, from before: FileHolder? = nil,
        in tx: any Transaction
    ) throws {
        guard !ids.isEmpty else { return }
        let rows = try FileTable.rows(of: Array(Set(ids)), in: tx)
        guard rows.count == Set(ids).count, rows.allSatisfy({ keeper == nil || $0.keptBy == keeper?.stored }) else {
            throw FileError.unknownFile
        }
        guard rows.allSatisfy({ $0.holder == nil || $0.holder == holder || $0.holder == before }) else {
            throw FileError.attachedElsewhere
        }
        let fresh = rows.filter { $0.holder != holder }
        let size = try fresh.reduce(FileTable.size(of: holder, in: tx)) { $0 + $1.size }
        guard holder.kind == .result || size <= check.limits.dossierBytes else {
            throw FileError.dossierTooLarge(limit: check.limits.dossier)
        }
        try FileTable.attach(fresh.map(\.id), to: holder, at: clock.now, in: tx)
    }

    /// Removes a file of what is still being gathered; none of it is removed twice.
    ///
    /// - Throws: `FileError.unknownFile` for what belongs to something else.
    func remove(_ id: KeptFile.ID, of holder: FileHolder, in tx: any Transaction) throws {
        guard try FileTable.rows(of: [id], in: tx).first?.holder == holder else { throw FileError.unknownFile }
        try FileTable.remove([id], in: tx)
    }

    /// Seals the keys of files anew with the newest key of the key file.
    ///
    /// - Returns: How many.
    package func reseal() async throws -> Int {
        var (count, last) = (0, "")
        while true {
            let from = last
            let done = try await database.write { tx in
                let rows = try FileTable.secrets(after: from, limit: 500, in: tx)
                for row in rows {
                    let secret = try FileSecret(opening: row.secret, of: row.id, with: seal)
                    try FileTable.set(try secret.sealed(for: row.id, with: seal), of: row.id, in: tx)
                }
                return (last: rows.last?.id.description, count: rows.count)
            }
            count += done.count
            guard let next = done.last else { return count }
            last = next
        }
    }

    private func entry(of id: KeptFile.ID, in tx: any Reading) throws -> (file: KeptFile, secret: FileSecret) {
        guard let row = try FileTable.rows(of: [id], in: tx).first else { throw FileError.unknownFile }
        let secret = try FileSecret(opening: row.secret, of: id, with: seal)
        return (row.file(named: secret.name), secret)
    }
}
