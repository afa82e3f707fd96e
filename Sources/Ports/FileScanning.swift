// SPDX-License-Identifier: Apache-2.0

/// Looks for viruses in what people hand in.
package protocol FileScanning: Sendable {
    /// - Throws: `ScannerError`: nobody looked, so nothing may be kept.
    func verdict(on bytes: [UInt8]) async throws(ScannerError) -> ScanVerdict

    /// Whether it answers at this moment.
    func isThere() async -> Bool
}

package enum ScanVerdict: Hashable, Sendable {
    case clean
    /// What was found, as the scanner calls it.
    case infected(String)
}

package enum ScannerError: Error, Hashable, Sendable {
    /// No connection, or an answer that is none; why, for the log.
    case unreachable(String)
    case tooSlow
}

/// Makes ordinary pictures of those that browsers do not show.
package protocol PictureConverting: Sendable {
    /// The picture of a HEIC file as JPEG, turned as it is to be seen.
    func jpeg(ofHEIC bytes: [UInt8]) async throws(ConversionError) -> [UInt8]

    /// Whether the program that converts is installed.
    var isThere: Bool { get }
}

package enum ConversionError: Error, Hashable, Sendable {
    /// The program is not installed.
    case missing
    /// Too many pictures wait at this moment.
    case overloaded
    case tooSlow
    /// It ran and made no picture; why, for the log.
    case failed(String)
}
