// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dossiers

@Suite("What is looked at before a file is kept")
struct FileCheckTests {
    private func checked(
        _ name: String, _ bytes: [UInt8], _ check: FileCheck = SampleFiles.check()
    ) async throws -> CheckedFile {
        try await check.checked(FileUpload(name: name, bytes: bytes))
    }

    @Test("the content decides what a file is; a name that says otherwise is refused")
    func kinds() async throws {
        #expect(try await checked("a.jpg", SampleFiles.jpeg).kind == .jpeg)
        #expect(try await checked("A.JPEG", SampleFiles.jpeg).name == "A.jpeg")
        #expect(try await checked("b.png", SampleFiles.png()).kind == .png)
        #expect(try await checked("c.pdf", SampleFiles.pdf(pages: 3)).pages == 3)
        for (name, bytes, kind) in [
            ("a.pdf", SampleFiles.jpeg, FileKind.jpeg), ("a.jpg", SampleFiles.pdf(), .pdf),
            ("a.jpg.exe", SampleFiles.jpeg, .jpeg), ("a.png", SampleFiles.heic, .heic),
        ] {
            await #expect(throws: FileError.endingDisagrees(kind)) { try await checked(name, bytes) }
        }
        for bytes in ["MZ", "GIF89a", "<svg/>", "PK\u{3}\u{4}", "hello", "\u{FF}\u{D8}"].map({ Array($0.utf8) }) {
            await #expect(throws: FileError.unknownKind) { try await checked("a.jpg", bytes) }
        }
    }

    @Test(
        "names lose folders, control characters and signs that turn writing; the ending that is seen counts",
        arguments: [
            ("../../etc/giấy khai sinh.jpg", "giấy khai sinh.jpg"), ("C:\\Users\\Hoà\\ảnh.jpg", "ảnh.jpg"),
            ("a\u{0}b\u{7}\n.jpg", "ab.jpg"), ("ảnh\u{202E}gpj.jpg", "ảnhgpj.jpg"), ("", "tep.jpg"),
            (".jpg", "tep.jpg"),
            ("...", "tep.jpg"), ("  .hidden.jpg", "hidden.jpg"), ("ảnh thẻ", "ảnh thẻ.jpg"), ("a.b.c.jpg", "a.b.c.jpg"),
            ("cộng\u{200B}hoà.jpg", "cộnghoà.jpg"), ("🌊👩‍🔬.jpg", "🌊👩🔬.jpg"),
            (String(repeating: "ă", count: 400) + ".jpg", String(repeating: "ă", count: 120) + ".jpg"),
        ])
    func names(sent: String, kept: String) async throws {
        #expect(try await checked(sent, SampleFiles.jpeg).name == kept)
    }

    @Test("what would look like a picture and is called a program is refused")
    func disguised() async {
        await #expect(throws: FileError.endingDisagrees(.jpeg)) {
            try await checked("anh\u{202E}gpj.exe", SampleFiles.jpeg)
        }
    }

    @Test("empty ones and ones beyond the limit are refused, one byte decides")
    func sizes() async throws {
        await #expect(throws: FileError.empty) { try await checked("a.jpg", []) }
        let limits = FileLimits(file: 1, dossier: 1)
        let padding = [UInt8](repeating: 0, count: (1 << 20) - SampleFiles.pdf().count)
        _ = try await checked("a.pdf", SampleFiles.pdf() + padding, SampleFiles.check(limits: limits))
        await #expect(throws: FileError.tooLarge(limit: 1)) {
            try await checked("a.pdf", SampleFiles.pdf() + padding + [0], SampleFiles.check(limits: limits))
        }
    }

    @Test("a zip file behind or inside a picture or PDF is found")
    func polyglots() async throws {
        let remark = SampleFiles.jpeg(with: [(0xFE, SampleFiles.zipEnd)])
        for (name, bytes) in [
            ("a.jpg", SampleFiles.jpeg + SampleFiles.zipEnd),
            ("a.jpg", SampleFiles.jpeg + SampleFiles.jpeg + SampleFiles.zipEnd),
            ("a.pdf", SampleFiles.pdf() + SampleFiles.zipEnd), ("a.png", SampleFiles.png() + SampleFiles.zipEnd),
        ] {
            await #expect(throws: FileError.hiddenContent) { try await checked(name, bytes) }
        }
        // A remark goes with what its camera noted; what stays is the picture alone.
        if remark.endsAsZip {
            await #expect(throws: FileError.hiddenContent) { try await checked("a.jpg", remark) }
        } else {
            #expect(try await checked("a.jpg", remark).bytes == SampleFiles.jpeg)
        }
    }

    @Test("HEIC becomes a JPEG without its camera's notes, already turned")
    func heic() async throws {
        let file = try await checked("Ảnh 1.HEIC", SampleFiles.heic)
        #expect(file.name == "Ảnh 1.jpg" && file.kind == .jpeg && file.sentKind == .heic)
        #expect(file.bytes == SampleFiles.jpeg && file.sha256 != file.sentSHA256)
        await #expect(throws: FileError.heicUnsupported) {
            try await checked("a.heic", SampleFiles.heic, SampleFiles.check(converts: false))
        }
    }

    @Test("a scanner is asked about what was sent; nothing passes while it is away")
    func scanned() async throws {
        let scanner = FakeScanner()
        let check = SampleFiles.check(scanner: scanner)
        _ = try await checked("a.jpg", SampleFiles.jpeg, check)
        let infected = SampleFiles.jpeg(with: [(0xFE, Array("EICAR-STANDARD-ANTIVIRUS-TEST-FILE".utf8))])
        await #expect(throws: FileError.infected("Eicar-Test-Signature")) {
            try await checked("a.jpg", infected, check)
        }
        #expect(scanner.count == 2)
        await #expect(throws: FileError.scannerAway) {
            try await checked("a.jpg", SampleFiles.jpeg, SampleFiles.check(scanner: FakeScanner(isAway: true)))
        }
        #expect(FileError.scannerAway.answer.status == 503)
    }
}
