// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import Ports

/// Signs by `openssl`, a process for each step, with the certificate and key of
/// a PKCS#12 file. The key lies in the clear only in the step's own folder,
/// which nobody else may enter and which is gone with it.
package struct OrganisationSigner: DocumentSigning {
    /// The file, and the file with its password; empty for none.
    private let path: String
    private let passwordPath: String
    private let clock: Clock
    private let tool: BoundedTool

    package init(path: String, passwordPath: String, clock: Clock, limit: Duration = .seconds(20)) {
        self.path = path
        self.passwordPath = passwordPath
        self.clock = clock
        tool = BoundedTool("openssl", limit: limit, memory: 512)
    }

    package func certificate() async throws(SigningError) -> SigningCertificate {
        try await inFolder { folder in try await certificate(unlockedIn: folder) }
    }

    package func signature(of document: [UInt8]) async throws(SigningError) -> [UInt8] {
        try await inFolder { folder in
            let certificate = try await certificate(unlockedIn: folder)
            let now = clock.now
            guard now >= certificate.validFrom else { throw SigningError.notYetValid(from: certificate.validFrom) }
            guard now <= certificate.validTo else { throw SigningError.expired(on: certificate.validTo) }
            try await unlock(["-cacerts", "-nokeys"], to: "chain.pem", in: folder)
            try Data(document).write(to: folder.appendingPathComponent("document"))
            let chain = Self.text("chain.pem", in: folder).contains("BEGIN CERTIFICATE")
            try await openssl(
                [
                    "cms", "-sign", "-binary", "-in", "document", "-signer", "signer.pem", "-outform", "DER", "-out",
                    "signature", "-md", "sha256", "-cades", "-nosmimecap",
                ] + (chain ? ["-certfile", "chain.pem"] : []), in: folder)
            // What does not verify is not handed out; whom the certificate belongs to is another question.
            try await openssl(
                [
                    "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "document",
                    "-noverify", "-out", "verified",
                ], in: folder)
            return Array(try Data(contentsOf: folder.appendingPathComponent("signature")))
        }
    }

    private func inFolder<Value: Sendable>(
        _ body: @Sendable (URL) async throws -> Value
    ) async throws(SigningError) -> Value {
        guard !path.isEmpty else { throw .notSet }
        do {
            return try await BoundedTool.inFolder(called: "vamco-sign", body)
        } catch let error as SigningError {
            throw error
        } catch {
            throw .failed("\(error)")
        }
    }

    /// Leaves certificate and key in `signer.pem`.
    private func certificate(unlockedIn folder: URL) async throws -> SigningCertificate {
        let files = FileManager.default
        // The program runs in a folder of its own: it gets copies.
        guard let bundle = files.contents(atPath: path), let password = files.contents(atPath: passwordPath) else {
            throw SigningError.unreadable
        }
        try bundle.write(to: folder.appendingPathComponent("bundle.p12"))
        try password.write(to: folder.appendingPathComponent("password"))
        try await unlock(["-clcerts", "-nodes"], to: "signer.pem", in: folder)
        let text = Self.text("signer.pem", in: folder)
        guard text.contains("BEGIN CERTIFICATE"), text.contains("PRIVATE KEY") else { throw SigningError.noKey }
        let said = try await openssl(
            [
                "x509", "-in", "signer.pem", "-noout", "-startdate", "-enddate", "-subject", "-issuer", "-serial",
                "-dateopt", "iso_8601", "-nameopt", "RFC2253,-esc_msb,utf8",
            ], in: folder)
        var facts: [String: String] = [:]
        for line in said.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { facts[String(parts[0])] = String(parts[1]) }
        }
        guard let from = Self.moment(facts["notBefore"]), let to = Self.moment(facts["notAfter"]) else {
            throw SigningError.failed("no dates in \(said.prefix(200))")
        }
        return SigningCertificate(
            subject: facts["subject"] ?? "", issuer: facts["issuer"] ?? "", serial: facts["serial"] ?? "",
            validFrom: from, validTo: to)
    }

    private func unlock(_ words: [String], to name: String, in folder: URL) async throws {
        let command = ["pkcs12", "-in", "bundle.p12", "-passin", "file:password"] + words + ["-out", name]
        do {
            try await tool.run(command, in: folder)
        } catch BoundedTool.Failure.failed(let reason) {
            if reason.lowercased().contains("mac verify") { throw SigningError.wrongPassword }
            // Files of older authorities are sealed with algorithms that are off by default.
            do {
                try await tool.run(command + ["-legacy"], in: folder)
            } catch BoundedTool.Failure.failed(let second) {
                throw second.lowercased().contains("mac verify")
                    ? SigningError.wrongPassword : SigningError.failed("\(reason); \(second)")
            }
        }
    }

    @discardableResult
    private func openssl(_ words: [String], in folder: URL) async throws -> String {
        do throws(BoundedTool.Failure) {
            return try await tool.run(words, in: folder)
        } catch {
            throw SigningError.failed("openssl \(words[0]): \(error)")
        }
    }

    private static func text(_ name: String, in folder: URL) -> String {
        String(
            decoding: FileManager.default.contents(atPath: folder.appendingPathComponent(name).path) ?? Data(),
            as: UTF8.self)
    }

    /// `2027-12-01 00:11:30Z`
    private static func moment(_ text: String?) -> Instant? {
        text.flatMap { Instant(iso8601: $0.replacing(" ", with: "T")) }
    }
}
