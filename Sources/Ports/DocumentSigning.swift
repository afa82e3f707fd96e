// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Signs what the office issues with the organisation's certificate.
package protocol DocumentSigning: Sendable {
    /// A detached CMS signature (RFC 5652) over the document's bytes, DER:
    /// SHA-256, with signing time and the signer's certificate among what is signed.
    ///
    /// - Throws: `SigningError`, before anything is signed where the certificate does not hold.
    func signature(of document: [UInt8]) async throws(SigningError) -> [UInt8]

    /// The certificate as it is now.
    func certificate() async throws(SigningError) -> SigningCertificate
}

/// Who signs, until when.
package struct SigningCertificate: Hashable, Sendable {
    /// `CN=…,O=…,C=VN`
    package let subject: String
    package let issuer: String
    /// In hexadecimal digits.
    package let serial: String
    package let validFrom: Instant
    package let validTo: Instant

    package init(subject: String, issuer: String, serial: String, validFrom: Instant, validTo: Instant) {
        self.subject = subject
        self.issuer = issuer
        self.serial = serial
        self.validFrom = validFrom
        self.validTo = validTo
    }
}

package enum SigningError: Error, Hashable, Sendable {
    /// The city has no certificate.
    case notSet
    /// The file of the certificate, or of its password, is not there or cannot be read.
    case unreadable
    case wrongPassword
    /// The file holds a certificate without its key.
    case noKey
    case notYetValid(from: Instant)
    case expired(on: Instant)
    /// The program that signs is not installed, hangs or fails; why, for the log.
    case failed(String)
}
