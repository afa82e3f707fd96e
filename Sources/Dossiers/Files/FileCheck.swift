// SPDX-License-Identifier: Apache-2.0

package import Basics
import Crypto
package import Ports

/// Looks at what people hand in before anything is kept: what it is, whether it
/// is whole, whether something hides in it, whether a scanner finds a virus.
package struct FileCheck: Sendable {
    package let limits: FileLimits
    /// `nil` where the city has none: the administration says so.
    package let scanner: (any FileScanning)?
    package let converter: any PictureConverting

    package init(limits: FileLimits, scanner: (any FileScanning)?, converter: any PictureConverting) {
        self.limits = limits
        self.scanner = scanner
        self.converter = converter
    }

    /// The cleaned file.
    ///
    /// - Throws: `FileError`.
    package func checked(_ upload: FileUpload) async throws -> CheckedFile {
        guard !upload.bytes.isEmpty else { throw FileError.empty }
        guard upload.bytes.count <= limits.fileBytes else { throw FileError.tooLarge(limit: limits.file) }
        guard let sent = FileKind(of: upload.bytes) else { throw FileError.unknownKind }
        let name = FileName(upload.name)
        guard name.agrees(with: sent) else { throw FileError.endingDisagrees(sent) }
        guard !upload.bytes.endsAsZip else { throw FileError.hiddenContent }
        let (cleaned, pages) = try Self.cleaned(upload.bytes, as: sent, limits)
        try await scan(upload.bytes)
        let bytes = try await picture(cleaned, sent)
        let kind: FileKind = sent == .heic ? .jpeg : sent
        return CheckedFile(
            name: sent == kind ? name.text(as: kind) : FileName(name.stem).text(as: kind), kind: kind, bytes: bytes,
            sha256: SHA256.hash(data: bytes).hex, sentSHA256: SHA256.hash(data: upload.bytes).hex, pages: pages,
            sentKind: sent)
    }

    private static func cleaned(
        _ bytes: [UInt8], as kind: FileKind, _ limits: FileLimits
    ) throws(FileError) -> (bytes: [UInt8], pages: Int?) {
        switch kind {
        case .jpeg:
            let picture = try JPEGPicture(bytes)
            try picture.size.check(limits)
            return (picture.turned, nil)
        case .png:
            let picture = try PNGPicture(bytes)
            try picture.size.check(limits)
            return (picture.stripped, nil)
        case .heic:
            try HEICPicture(bytes).size.check(limits)
            return (bytes, nil)
        case .pdf:
            return (bytes, try PDFCheck(bytes).pages)
        }
    }

    /// What was sent is scanned, not what is left of it.
    private func scan(_ bytes: [UInt8]) async throws(FileError) {
        guard let scanner else { return }
        let verdict: ScanVerdict
        do throws(ScannerError) {
            verdict = try await scanner.verdict(on: bytes)
        } catch {
            throw .scannerAway
        }
        if case .infected(let found) = verdict { throw .infected(found) }
    }

    private func picture(_ bytes: [UInt8], _ kind: FileKind) async throws(FileError) -> [UInt8] {
        guard kind == .heic else { return bytes }
        let made: [UInt8]
        do throws(ConversionError) {
            made = try await converter.jpeg(ofHEIC: bytes)
        } catch {
            switch error {
            case .missing: throw .heicUnsupported
            case .overloaded: throw .busy
            case .tooSlow, .failed: throw .heicFailed
            }
        }
        // The converter has turned it already; what it wrote about the camera goes.
        guard let picture = try? JPEGPicture(made), made.count <= limits.fileBytes * 2 else { throw .heicFailed }
        return picture.stripped
    }
}

extension CheckedFile {
    /// What the program made itself.
    init(made bytes: [UInt8], as kind: FileKind, name: String) {
        let digest = SHA256.hash(data: bytes).hex
        self.init(
            name: FileName(name).text(as: kind), kind: kind, bytes: bytes, sha256: digest, sentSHA256: digest,
            pages: kind == .pdf ? try? PDFCheck(bytes).pages : nil, sentKind: kind)
    }
}
