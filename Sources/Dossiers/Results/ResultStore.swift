// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
package import Ports
package import SQLStore

/// Results that were issued, each with its file, its signature and a code by
/// which anybody can check it.
package struct ResultStore: Sendable {
    let files: FileStore
    let printing: any Printing
    package let signer: any DocumentSigning
    /// How people reach the city: `https://vamco.example.gov.vn`.
    let origin: String

    package init(files: FileStore, printing: any Printing, signer: any DocumentSigning, origin: String) {
        self.files = files
        self.printing = printing
        self.signer = signer
        self.origin = origin
    }

    static let purpose = "dossiers.result"

    /// The address that a result's QR code leads to.
    package func address(of code: VerificationCode) -> String { "\(origin)/results/verify?code=\(code.text)" }

    /// Prints and signs a result. Nothing is written yet, and nobody waits in a transaction.
    ///
    /// - Parameters:
    ///   - isSigned: `false` for results that somebody signs by hand on paper.
    ///   - document: The document with its code and the address that checks it.
    /// - Throws: `PrintingError`, `SigningError`.
    package func prepared(
        _ draft: ResultDraft, isSigned: Bool, by maker: Actor,
        document: @Sendable (_ code: VerificationCode, _ address: String) -> PrintedDocument
    ) async throws -> PreparedResult {
        let code = VerificationCode()
        let pdf = try await printing.pdf(of: document(code, address(of: code)))
        return try await prepared(draft, made: pdf, code: code, isSigned: isSigned, by: maker)
    }

    /// Signs a document that was made. Nothing is written yet.
    ///
    /// - Throws: `SigningError`.
    func prepared(
        _ draft: ResultDraft, made pdf: [UInt8], code: VerificationCode, isSigned: Bool, by maker: Actor
    ) async throws -> PreparedResult {
        let signature: [UInt8]? = isSigned ? try await signer.signature(of: pdf) : nil
        let file = try files.prepared(made: pdf, as: .pdf, name: draft.title, by: maker)
        return try prepared(draft, file, code: code, signature: signature)
    }

    /// A result that was signed by hand, as it was scanned.
    func prepared(_ draft: ResultDraft, scanned file: SealedFile) throws -> PreparedResult {
        try prepared(draft, file, code: VerificationCode(), signature: nil)
    }

    private func prepared(
        _ draft: ResultDraft, _ file: SealedFile, code: VerificationCode, signature: [UInt8]?
    ) throws -> PreparedResult {
        let now = files.clock.now
        let result = IssuedResult(
            id: IssuedResult.ID(at: now), number: draft.number, date: draft.date, title: draft.title,
            procedure: draft.procedure, unit: draft.unit, unitCode: draft.unitCode, holder: draft.holder, code: code,
            file: file.file.id, sha256: file.file.sha256, signature: signature, issuedAt: now, revocation: nil,
            dossier: draft.dossier)
        let secret = try files.seal.sealed(text: draft.holder, for: Self.purpose, at: result.id.description)
        return PreparedResult(result: result, file: file, secret: secret)
    }

    /// Writes a prepared result, its file and its entry of the ledger.
    ///
    /// - Throws: `ResultError.numberTaken` where the unit has issued this number that year.
    package func issue(_ prepared: PreparedResult, by actor: Actor, in tx: any Transaction) throws {
        let result = prepared.result
        guard try !ResultTable.isTaken(result.number, of: result.unitCode, year: result.date.year, in: tx) else {
            throw ResultError.numberTaken
        }
        try files.insert(prepared.file, in: tx)
        try files.attach([result.file], to: .result(result.id.description), in: tx)
        try ResultTable.insert(result, secret: prepared.secret, by: actor, in: tx)
        try LedgerEntry(
            "dossiers.result-issued", of: "dossiers.result", result.id.description, by: actor, at: result.issuedAt,
            fields: [
                "number": result.number, "date": result.date.iso8601, "procedure": result.procedure,
                "unit": result.unitCode, "sha256": result.sha256, "signed": result.signature == nil ? "no" : "yes",
            ], personal: ["holder": result.holder]
        ).append(in: tx)
    }

    /// Takes a result back, for everybody who checks it from now on.
    ///
    /// - Throws: `ResultError`.
    package func revoke(_ id: IssuedResult.ID, reason: String, by actor: Actor, in tx: any Transaction) throws {
        let reason = reason.tidied()
        guard (5...500).contains(reason.count) else { throw ResultError.reasonMissing }
        guard let row = try ResultTable.entry(id, in: tx) else { throw ResultError.unknown }
        let now = files.clock.now
        guard row.revocation == nil, try ResultTable.revoke(id, reason: reason, by: actor, at: now, in: tx) else {
            throw ResultError.revokedAlready
        }
        var entry = LedgerEntry(
            "dossiers.result-revoked", of: "dossiers.result", id.description, by: actor, at: now,
            fields: ["number": row.number])
        entry.reason = reason
        try entry.append(in: tx)
    }

    /// The result with this code, or `nil`.
    package func result(with code: VerificationCode) async throws -> IssuedResult? {
        guard let entry = try await files.database.read({ tx in try ResultTable.entry(with: code, in: tx) }) else {
            return nil
        }
        return entry.result(
            of: try files.seal.opened(text: entry.secret, for: Self.purpose, at: entry.id.description))
    }

    /// Seals holders anew with the newest key.
    ///
    /// - Returns: How many.
    package func reseal() async throws -> Int {
        var (count, last) = (0, "")
        while true {
            let from = last
            let done = try await files.database.write { tx in
                let rows = try ResultTable.secrets(after: from, limit: 500, in: tx)
                for row in rows {
                    let holder = try files.seal.opened(text: row.secret, for: Self.purpose, at: row.id.description)
                    let new = try files.seal.sealed(text: holder, for: Self.purpose, at: row.id.description)
                    try ResultTable.set(new, of: row.id, in: tx)
                }
                return (last: rows.last?.id.description, count: rows.count)
            }
            count += done.count
            guard let next = done.last else { return count }
            last = next
        }
    }
}
