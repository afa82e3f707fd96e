// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ports
import TestSupport
import Testing

@testable import Server

@Suite("Signing what the office issues")
struct OrganisationSignerTests {
    private static let document = Array("%PDF-1.7\nGiấy xác nhận\n%%EOF\n".utf8)

    private func signer(
        _ folder: String, file: String = SampleCertificate.fileName,
        password: String = SampleCertificate.passwordFileName, clock: Clock = .machine
    ) -> OrganisationSigner {
        OrganisationSigner(
            path: folder + "/" + file, passwordPath: folder + "/" + password, clock: clock, limit: .seconds(300))
    }

    @discardableResult
    private func openssl(_ words: String..., in folder: String) throws -> (status: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = words
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.runAlone()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }

    @Test("makes a detached CMS that openssl verifies over these bytes and no others")
    func verified() async throws {
        try await withTemporaryFolder { folder in
            #expect(try await SampleCertificate.make(in: folder))
            #expect(try await SampleCertificate.make(in: folder) == false)
            let signature = try await signer(folder).signature(of: Self.document)
            for (name, bytes) in [
                ("signature", signature), ("document", Self.document), ("other", Self.document + [10]),
            ] { try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name)) }
            try openssl(
                "pkcs12", "-in", SampleCertificate.fileName, "-passin", "file:" + SampleCertificate.passwordFileName,
                "-nokeys", "-out", "certificate.pem", in: folder)
            func verify(_ name: String) throws -> Int32 {
                try openssl(
                    "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", name, "-CAfile",
                    "certificate.pem", "-purpose", "any", "-out", "out", in: folder
                ).status
            }
            #expect(try verify("document") == 0)
            #expect(try verify("other") != 0)
            let printed = try openssl("cms", "-cmsout", "-print", "-inform", "DER", "-in", "signature", in: folder).said
            for part in ["signingTime", "messageDigest", "signingCertificateV2", "sha256", "eContent: <ABSENT>"] {
                #expect(printed.contains(part), "\(part)")
            }
            #expect(signature.count < 4_000)
        }
    }

    @Test("says whose certificate it is and until when")
    func certificate() async throws {
        try await withTemporaryFolder { folder in
            _ = try await SampleCertificate.make(in: folder, days: 30)
            let certificate = try await signer(folder).certificate()
            #expect(certificate.subject.contains("CHỨNG THƯ MẪU") && certificate.subject.contains("sample"))
            #expect(certificate.validTo - certificate.validFrom == .days(30) && !certificate.serial.isEmpty)
        }
    }

    @Test("signs nothing with a certificate that does not hold yet or no more, to the second")
    func dates() async throws {
        try await withTemporaryFolder { folder in
            _ = try await SampleCertificate.make(in: folder, days: 30)
            let certificate = try await signer(folder).certificate()
            func sign(at moment: Instant) async throws {
                _ = try await signer(folder, clock: .fixed(moment)).signature(of: Self.document)
            }
            await #expect(throws: SigningError.notYetValid(from: certificate.validFrom)) {
                try await sign(at: certificate.validFrom - .seconds(1))
            }
            await #expect(throws: SigningError.expired(on: certificate.validTo)) {
                try await sign(at: certificate.validTo + .seconds(1))
            }
            try await sign(at: certificate.validFrom)
            try await sign(at: certificate.validTo)
        }
    }

    @Test("says of each file what is wrong with it")
    func wrong() async throws {
        try await withTemporaryFolder { folder in
            _ = try await SampleCertificate.make(in: folder)
            try "mật khẩu khác".write(toFile: folder + "/wrong", atomically: true, encoding: .utf8)
            try Data("no certificate".utf8).write(to: URL(fileURLWithPath: folder + "/broken.p12"))
            try openssl(
                "pkcs12", "-in", SampleCertificate.fileName, "-passin", "file:" + SampleCertificate.passwordFileName,
                "-nokeys", "-out", "certificate.pem", in: folder)
            try openssl(
                "pkcs12", "-export", "-nokeys", "-in", "certificate.pem", "-out", "keyless.p12", "-passout",
                "file:" + SampleCertificate.passwordFileName, in: folder)
            func sign(_ signer: OrganisationSigner) async throws { _ = try await signer.signature(of: Self.document) }

            await #expect(throws: SigningError.wrongPassword) { try await sign(signer(folder, password: "wrong")) }
            await #expect(throws: SigningError.unreadable) { try await sign(signer(folder, file: "none.p12")) }
            await #expect(throws: SigningError.unreadable) { try await sign(signer(folder, password: "none")) }
            await #expect(throws: SigningError.noKey) { try await sign(signer(folder, file: "keyless.p12")) }
            await #expect(throws: SigningError.self) { try await sign(signer(folder, file: "broken.p12")) }
            await #expect(throws: SigningError.notSet) {
                try await sign(OrganisationSigner(path: "", passwordPath: "", clock: .machine))
            }
        }
    }

    @Test("opens files of older authorities, RSA keys and passwords with marks")
    func legacy() async throws {
        try await withTemporaryFolder { folder in
            try "mật khẩu đ".write(toFile: folder + "/password", atomically: true, encoding: .utf8)
            try openssl(
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "certificate.pem",
                "-days",
                "10", "-subj", "/CN=old", in: folder)
            let made = try openssl(
                "pkcs12", "-export", "-legacy", "-inkey", "key.pem", "-in", "certificate.pem", "-out", "old.p12",
                "-passout", "file:password", in: folder)
            #expect(made.status == 0, "\(made.said)")
            let signature = try await signer(folder, file: "old.p12", password: "password").signature(of: Self.document)
            #expect(signature.starts(with: [0x30, 0x82]))
        }
    }
}
