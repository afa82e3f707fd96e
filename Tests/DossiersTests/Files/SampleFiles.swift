// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Logging
import Ports
import SQLStore
import Synchronization

@testable import Dossiers

/// Files as people send them, and ones that nobody should.
enum SampleFiles {
    static let jpeg = fixture("picture.jpg")
    static let heic = fixture("picture.heic")

    static let now = Instant(iso8601: "2026-11-30T09:00:00+07:00")!
    static let citizen = Actor.person(id: "018f0000-0000-7000-8000-000000000001", name: "Trần Thị Hoà")

    static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private static func fixture(_ name: String) -> [UInt8] {
        let url = Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil)
        return url.flatMap { try? Data(contentsOf: $0) }.map { Array($0) } ?? []
    }

    /// `jpeg` with segments put in behind its head: marker and content.
    static func jpeg(with segments: [(UInt8, [UInt8])]) -> [UInt8] {
        let added = segments.flatMap { marker, content -> [UInt8] in
            let length = content.count + 2
            return [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + content
        }
        return Array(jpeg[..<20]) + added + jpeg[20...]
    }

    /// EXIF as a telephone writes it: how the picture is turned, and where it was taken.
    static func exif(orientation: UInt8, isLittle: Bool = false) -> [UInt8] {
        let head: [UInt8] =
            isLittle
            ? [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
            : [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
        return Array("Exif\0\0".utf8) + head + [0, 0, 0, 0] + Array("GPS 11.3100 106.0980 Samsung SM-A155F".utf8)
    }

    static func png(width: UInt32 = 1, height: UInt32 = 1, more: [(String, [UInt8])] = []) -> [UInt8] {
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            long(UInt32(content.count)) + Array(name.utf8) + content + [0, 0, 0, 0]
        }
        return PNGPicture.signature + chunk("IHDR", long(width) + long(height) + [8, 2, 0, 0, 0])
            + more.flatMap { chunk($0.0, $0.1) } + chunk("IDAT", [1, 2, 3, 4]) + chunk("IEND", [])
    }

    private static func long(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }

    /// The smallest PDF with so many pages, and what is put into its catalogue.
    static func pdf(pages: Int = 1, catalogue: String = "", more: [UInt8] = []) -> [UInt8] {
        let text = """
            %PDF-1.7
            1 0 obj
            << /Type /Catalog /Pages 2 0 R \(catalogue) >>
            endobj
            2 0 obj
            << /Type /Pages /Kids [3 0 R] /Count \(pages) >>
            endobj
            3 0 obj
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>
            endobj

            """
        return Array(text.utf8) + more
            + Array("trailer << /Root 1 0 R /Size 4 >>\nstartxref\n0\n%%EOF\n".utf8)
    }

    /// The end of an empty zip file.
    static let zipEnd: [UInt8] = [0x50, 0x4B, 5, 6] + Array(repeating: 0, count: 18)

    static func check(
        limits: FileLimits = FileLimits(), scanner: (any FileScanning)? = nil, converts: Bool = true
    ) -> FileCheck {
        FileCheck(limits: limits, scanner: scanner, converter: FakeConverter(isThere: converts))
    }

    static func store(
        _ database: any Database, clock: Clock = .fixed(now), scanner: (any FileScanning)? = nil,
        limits: FileLimits = FileLimits()
    ) -> FileStore {
        FileStore(database: database, clock: clock, seal: OpenSeal(), check: check(limits: limits, scanner: scanner))
    }
}

/// Seals nothing: whoever has the database reads. Only that place and purpose fit is held.
struct OpenSeal: PersonalSeal {
    func searchKeys(of text: String, for purpose: String) throws -> [String] { ["\(purpose) \(text)"] }

    func sealed(_ bytes: [UInt8], for purpose: String, at place: String) throws -> String {
        "\(purpose) \(place) \(Data(bytes).base64EncodedString())"
    }

    func opened(_ text: String, for purpose: String, at place: String) throws -> [UInt8] {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 3, parts[0] == purpose, parts[1] == place, let data = Data(base64Encoded: parts[2]) else {
            throw FileError.unreadable
        }
        return Array(data)
    }
}

/// Makes the same JPEG of every HEIC, with a camera's notes in it.
struct FakeConverter: PictureConverting {
    var isThere = true

    func jpeg(ofHEIC bytes: [UInt8]) async throws(ConversionError) -> [UInt8] {
        guard isThere else { throw .missing }
        return SampleFiles.jpeg(with: [(0xE1, SampleFiles.exif(orientation: 6))])
    }
}

/// Finds the EICAR test text, and counts how often it was asked.
final class FakeScanner: FileScanning {
    private let asked = Mutex(0)
    let isAway: Bool

    init(isAway: Bool = false) { self.isAway = isAway }

    var count: Int { asked.withLock { $0 } }

    func verdict(on bytes: [UInt8]) async throws(ScannerError) -> ScanVerdict {
        asked.withLock { $0 += 1 }
        if isAway { throw .tooSlow }
        return bytes.next(Array("EICAR-STANDARD-ANTIVIRUS-TEST-FILE".utf8), from: 0) == nil
            ? .clean : .infected("Eicar-Test-Signature")
    }

    func isThere() async -> Bool { !isAway }
}

extension SampleFiles {
    static func results(
        _ database: any Database, clock: Clock = .fixed(now), signer: any DocumentSigning = FakeSigner(),
        printing: any Printing = FakePrinter()
    ) -> ResultStore {
        ResultStore(
            files: store(database, clock: clock), printing: printing, signer: signer,
            origin: "https://vamco.example.vn")
    }
}

/// Puts a document's text into a PDF that no reader would show.
struct FakePrinter: Printing {
    func pdf(of document: PrintedDocument) async throws(PrintingError) -> [UInt8] {
        SampleFiles.pdf(more: Array(document.html.utf8))
    }
}

/// Signs with a word, and says what its certificate is told to be.
struct FakeSigner: DocumentSigning {
    var state: Result<SigningCertificate, SigningError> = .failure(.notSet)
    /// With a certificate that holds.
    static var valid: FakeSigner {
        FakeSigner(
            state: .success(
                SigningCertificate(
                    subject: "CN=MẪU", issuer: "CN=MẪU", serial: "01", validFrom: SampleFiles.now - .days(300),
                    validTo: SampleFiles.now + .days(65))))
    }

    func signature(of document: [UInt8]) async throws(SigningError) -> [UInt8] {
        _ = try state.get()
        return Array("signed".utf8)
    }

    func certificate() async throws(SigningError) -> SigningCertificate { try state.get() }
}
