// SPDX-License-Identifier: Apache-2.0

import CZlib
import Testing

@testable import Dossiers

@Suite("PDFs people hand in")
struct PDFCheckTests {
    @Test("tell how many pages they have", arguments: [1, 12, 900])
    func pages(count: Int) throws {
        #expect(try PDFCheck(SampleFiles.pdf(pages: count)).pages == count)
        #expect(try PDFCheck(Array("%PDF-1.4\n%%EOF".utf8)).pages == nil)
    }

    @Test(
        "with scripts, programs or files inside are refused, however the name is written",
        arguments: [
            "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "/OpenAction << /S /J#61vaScript /JS 4 0 R >>",
            "/Names << /JavaScript 5 0 R >>", "/AA << /O << /S /Launch /F (cmd.exe) >> >>",
            "/AA<</O<</S/#4caunch/F(cmd.exe)>>>>", "/Names << /EmbeddedFiles 5 0 R >>", "/AcroForm << /XFA [1] >>",
            "/OpenAction << /S /SubmitForm >>", "/OpenAction << /S /ImportData >>", "/A << /S /Rendition >>",
        ])
    func active(catalogue: String) {
        #expect(throws: FileError.active) { try PDFCheck(SampleFiles.pdf(catalogue: catalogue)) }
    }

    @Test("whose harmless names only begin like those are taken")
    func harmless() throws {
        for catalogue in ["/JavaScriptFree true", "/Lang (vi-VN)", "/Launched 1", "/OpenAction [3 0 R /Fit]"] {
            _ = try PDFCheck(SampleFiles.pdf(catalogue: catalogue))
        }
    }

    @Test("locked with a password are refused, also where the lock's name is disguised")
    func locked() {
        for lock in ["/Encrypt 9 0 R", "/#45ncrypt 9 0 R"] {
            #expect(throws: FileError.locked) { try PDFCheck(SampleFiles.pdf(catalogue: lock)) }
        }
    }

    private func objects(_ text: String, head: String) -> [UInt8] {
        let content = Array(text.utf8)
        var packed = [UInt8](repeating: 0, count: content.count + 100)
        var size = uLong(packed.count)
        compress(&packed, &size, content, uLong(content.count))
        return Array("4 0 obj\n<< \(head) >>\nstream\r\n".utf8) + packed[..<Int(size)]
            + Array("\nendstream\nendobj\n".utf8)
    }

    @Test("are looked into where their objects are packed")
    func packed() throws {
        let head = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 60"
        let good = objects("2 0 << /Type /Pages /Count 31 >>", head: head)
        #expect(try PDFCheck(SampleFiles.pdf(more: good)).pages == 31)
        let bad = objects("5 0 << /S /JavaScript /JS (x) >>", head: head)
        #expect(throws: FileError.active) { try PDFCheck(SampleFiles.pdf(more: bad)) }
        let disguised = objects("5 0 << /S /Launch >>", head: "/N 1 /First 4 /Fi#6cter /FlateDec#6fde")
        #expect(throws: FileError.active) { try PDFCheck(SampleFiles.pdf(more: disguised)) }
        let plain = Array("4 0 obj <</Type/ObjStm/N 1/First 4>>stream\n5 0 <</S/Launch>>\nendstream endobj\n".utf8)
        #expect(throws: FileError.active) { try PDFCheck(SampleFiles.pdf(more: plain)) }
    }

    @Test("with objects that nobody can unpack are refused")
    func opaque() {
        for head in [
            "/Type /ObjStm /N 1 /First 4 /Filter /LZWDecode", "/Type /ObjStm /N 1 /First 4 /Filter [/A85 /Fl]",
            "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>",
        ] {
            #expect(throws: FileError.opaque, "\(head)") {
                try PDFCheck(SampleFiles.pdf(more: objects("x", head: head)))
            }
        }
        let broken = Array("4 0 obj <</N 1/First 4/Filter/FlateDecode>>stream\nabc\nendstream endobj\n".utf8)
        #expect(throws: FileError.opaque) { try PDFCheck(SampleFiles.pdf(more: broken)) }
    }

    @Test("that would unpack to more than memory should hold are refused")
    func bomb() {
        let zeros = String(repeating: " ", count: 17 << 20)
        let bomb = objects(zeros, head: "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
        #expect(bomb.count < 100_000)
        #expect(throws: FileError.opaque) { try PDFCheck(SampleFiles.pdf(more: bomb)) }
    }

    @Test("of nothing but names or words of streams are judged in good time")
    func crowded() {
        let names = Array(String(repeating: "/First/N/Type/Pages", count: 40_000).utf8)
        #expect(throws: (any Error).self) {
            _ = try PDFCheck(SampleFiles.pdf(more: names + names))
        }
        let words = Array(String(repeating: "/First/N stream\n", count: 5_000).utf8)
        #expect(throws: FileError.opaque) { try PDFCheck(SampleFiles.pdf(more: words)) }
    }

    @Test("end with their own mark: cut ones and ones with something behind are refused")
    func ends() throws {
        let whole = SampleFiles.pdf()
        _ = try PDFCheck(whole + [0, 10, 13, 10])
        #expect(throws: FileError.cutShort) { try PDFCheck(Array(whole.dropLast(8))) }
        for tail in ["PK\u{3}\u{4}", "<html>", "x"] {
            #expect(throws: FileError.hiddenContent) { try PDFCheck(whole + Array(tail.utf8)) }
        }
        #expect(FileKind(of: Array(" %PDF-1.7".utf8)) == nil && FileKind(of: [0xEF, 0xBB, 0xBF] + whole) == nil)
    }
}
