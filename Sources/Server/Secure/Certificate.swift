// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HummingbirdHTTP2
import NIOSSL

/// The two files by which the server proves who it is: the certificate with
/// its chain, and its key, both PEM.
package struct Certificate: Hashable, Sendable {
    package let chainPath: String
    package let keyPath: String

    package init(chainPath: String, keyPath: String) {
        self.chainPath = chainPath
        self.keyPath = keyPath
    }

    /// What the files hold now: TLS 1.2 or newer, HTTP/2 offered.
    ///
    /// - Throws: `CertificateError` when a file cannot be read, is no PEM, or
    ///   the key is another certificate's.
    func configuration() throws -> TLSConfiguration {
        let chain: [NIOSSLCertificate]
        do { chain = try NIOSSLCertificate.fromPEMFile(chainPath) } catch {
            throw CertificateError.unreadable(chainPath)
        }
        guard !chain.isEmpty else { throw CertificateError.unreadable(chainPath) }
        let key: NIOSSLPrivateKey
        do { key = try NIOSSLPrivateKey(file: keyPath, format: .pem) } catch {
            throw CertificateError.unreadable(keyPath)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = Self.ciphers
        // Judges whether the two belong together.
        do { _ = try NIOSSLContext(configuration: configuration) } catch {
            throw CertificateError.notAPair(chainPath, keyPath)
        }
        return configuration
    }

    /// What TLS 1.2 may use, the strongest first: keys of their own for every
    /// connection, and encryption that notices changes. TLS 1.3 has no others.
    static let ciphers: [NIOTLSCipher] = [
        .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ]

    /// Until when browsers believe the certificate.
    func validUntil() throws -> Instant {
        _ = try configuration()
        guard let first = try NIOSSLCertificate.fromPEMFile(chainPath).first else {
            throw CertificateError.unreadable(chainPath)
        }
        return Instant(seconds: Int64(first.notValidAfter))
    }

    /// Sizes and times of the files: another value when one was exchanged.
    var mark: [String] {
        [chainPath, keyPath].map { path in
            guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return "" }
            return "\(facts[.modificationDate] ?? "") \(facts[.size] ?? "") \(facts[.systemFileNumber] ?? "")"
        }
    }
}

/// What is wrong with the certificate. Printed at the terminal and logged.
enum CertificateError: Error, CustomStringConvertible {
    case unreadable(String)
    case notAPair(String, String)

    var description: String {
        switch self {
        case .unreadable(let path): "\(path) cannot be read, or is not PEM"
        case .notAPair(let chain, let key): "the key in \(key) does not belong to the certificate in \(chain)"
        }
    }
}
