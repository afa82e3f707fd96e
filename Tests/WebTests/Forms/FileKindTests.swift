// SPDX-License-Identifier: Apache-2.0

import Basics
import NIOCore
import Testing

@testable import Web

@Suite("Files that are handed in")
struct FileKindTests {
    private static let zip: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0]
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    private static let text = Array("mã,tên\nTNI001,Trạm số 1\n".utf8)

    private static func file(_ name: String, _ bytes: [UInt8]) -> FormFile {
        FormFile(field: "file", name: name, type: "text/csv", bytes: ByteBuffer(bytes: bytes))
    }

    @Test(
        "are taken when ending and content agree",
        arguments: [
            ("bang.csv", Self.text), ("BẢNG.CSV", Self.text), ("a.b.txt", Self.text), ("trong.tsv", []),
            ("utf16.csv", [0xFF, 0xFE, 0x6D, 0x00]), ("utf16.txt", [0xFE, 0xFF, 0x00, 0x6D]),
            // Windows-1258, and the mark before UTF-8.
            ("cu.csv", [0x6D, 0xE3, 0x2C]), ("dau.csv", [0xEF, 0xBB, 0xBF] + Self.text),
            ("so.xlsx", Self.zip), ("ban-ghi.ndjson", Array("{\"a\":1}\n".utf8)), ("goi.gz", [0x1F, 0x8B, 8]),
            ("anh.png", Self.png), ("anh.JPEG", [0xFF, 0xD8, 0xFF, 0xE0]), ("don.pdf", Array("%PDF-1.7".utf8)),
        ] as [(String, [UInt8])])
    func good(name: String, bytes: [UInt8]) {
        #expect(Self.file(name, bytes).problem(wanting: FileKind.allCases) == nil)
    }

    @Test(
        "are refused when the content is of another kind than the name says",
        arguments: [
            ("bang.csv", Self.zip), ("bang.csv", Self.png), ("bang.txt", Array("%PDF-1.7".utf8)),
            ("bang.csv", [0x7F, 0x45, 0x4C, 0x46]), ("bang.csv", [0x4D, 0x5A, 0x90, 0]), ("bang.csv", [0x61, 0, 0x62]),
            ("bang.csv", [0xD0, 0xCF, 0x11, 0xE0]), ("so.xlsx", Self.text), ("so.xlsx", []),
            ("so.xlsx", [0xD0, 0xCF, 0x11, 0xE0]),
            ("anh.png", [0xFF, 0xD8, 0xFF]), ("anh.jpg", Self.png), ("anh.png", Array("<svg onload=1>".utf8)),
            ("don.pdf", Array("<html>".utf8)), ("goi.gz", Self.zip), ("ban-ghi.json", Self.png),
        ] as [(String, [UInt8])])
    func mismatch(name: String, bytes: [UInt8]) {
        #expect(
            Self.file(name, bytes).problem(wanting: FileKind.allCases)
                == Message("web.file.mismatch", ["name": .text(name)]))
    }

    @Test(
        "are refused by a name of another kind, and told which endings are taken",
        arguments: ["bang", "", ".", "bang.", "bang.csv.exe", "bang.xlsm", "bang.csv ", "csv", "so.xlsx"])
    func ending(name: String) {
        #expect(
            Self.file(name, Self.text).problem(wanting: [.table])
                == Message("web.file.ending", ["endings": .text(".csv, .txt, .tsv")]))
    }
}
