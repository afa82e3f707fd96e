// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import TestSupport
import Testing

@testable import Dossiers

@Suite("Files of procedures")
struct CatalogueFileTests {
    static let export: [UInt8] = {
        let url = Bundle.module.url(forResource: "portal-export", withExtension: "xlsx", subdirectory: "Fixtures")
        guard let url, let data = try? Data(contentsOf: url) else { preconditionFailure("the export is not there") }
        return [UInt8](data)
    }()

    private static func refusals(_ text: String) -> [String] {
        CatalogueFile(Array(text.utf8)).refused.map { "\($0.row.line) \($0.column) \($0.reason.key)" }
    }

    @Test("the portal's own export is read: code, name, bodies of several lines, field")
    func export() throws {
        let file = CatalogueFile(Self.export)
        #expect(file.failure == nil && file.format == .sheet)
        // 273 rows, two of them a title and the headings.
        #expect(file.rows.count == 271 && file.refused.isEmpty)
        let first = try #require(file.records.first).procedure
        #expect(file.rows[0].line == 3 && first.code == "1.014966")
        #expect(first.name.hasPrefix("Cấp lại chứng chỉ hành nghề Quản tài viên") && first.field == "Quản tài viên")
        #expect(first.head?.issuer == "Bộ Tư pháp")
        #expect(first.bodies.executing == "Chủ tịch ủy ban nhân dân cấp tỉnh, Sở Tư Pháp")
        #expect(file.records.allSatisfy { $0.procedure.isHead && $0.procedure.channels.isEmpty })
    }

    @Test("records are whole, gzip or not, and the shipped ones are 1,211")
    func records() throws {
        let shipped = CatalogueFile([UInt8](try Data(contentsOf: NationalRecords.shipped.file)))
        #expect(shipped.format == .records && shipped.records == ReadingTests.records)
        let plain = #"{"ma_thu_tuc":"1.001193","ten_thu_tuc":"A","linh_vuc":"B"}"#
        #expect(CatalogueFile(Array(plain.utf8)).records.map(\.procedure.isHead) == [false])
    }

    @Test("CSV has the same columns in any order, or those of the collected catalogue")
    func table() {
        let own = CatalogueFile(Array("\u{FEFF}Tên;Lĩnh vực;Mã số\r\nKhai sinh;Hộ tịch;1.001193\r\n".utf8))
        #expect(own.format == .table && own.records.map(\.procedure.name) == ["Khai sinh"])
        let head = "ma_thu_tuc,ten_thu_tuc,linh_vuc,cap_thuc_hien,so_quyet_dinh,detail_url\n"
        let collected = CatalogueFile(
            Array((head + "1.001193,Khai sinh,Hộ tịch,\"Cấp xã, Cấp tỉnh\",163/QĐ,https://x\n").utf8))
        #expect(collected.records.map(\.procedure.levels) == [["Cấp xã", "Cấp tỉnh"]])
        let moved = CatalogueFile(
            Array((head + "1.001193,Khai sinh,Hộ tịch,\"Cấp xã, Cấp tỉnh\",163/QĐ,https://y\n").utf8))
        #expect(moved.records.map(\.digest) == collected.records.map(\.digest))
    }

    @Test("what is wrong is named by row and column, as the file names them")
    func refusals() {
        let head = "Mã số,Tên,Cơ quan ban hành,Cơ quan thực hiện,Lĩnh vực\n"
        #expect(
            Self.refusals(head + "1.1,A,,,B\n1.000001,,,,B\n\n1.000002,A,,,\n1.000003,A,,,B\n1.000003,A,,,B\n")
                == [
                    "2 Mã số dossiers.import.no-code", "3 Tên dossiers.import.no-name",
                    "5 Lĩnh vực dossiers.import.no-field", "7 1.000003 dossiers.import.twice",
                ])
        #expect(
            Self.refusals("{\"ma_thu_tuc\":\"1.000001\"}\n{\n{\"ma_thu_tuc\":1}\n")
                == [
                    "1 ten_thu_tuc dossiers.import.no-name", "2  dossiers.import.no-json",
                    "3  dossiers.import.no-json",
                ])
    }

    @Test(
        "a file that is none says so",
        arguments: [
            ("", "empty"), ("\n\n", "empty"), ("Mã số,Tên\n1.000001,A\n", "columns-missing"),
            ("Mã số,Tên,Lĩnh vực\n", "empty"), ("Mã số,Tên,Lĩnh vực\n\"1.000001,A", "unreadable-line"),
            ("PK", "unreadable"), ("PK\u{5}\u{6}", "unreadable"), ("\u{1F}\u{8B}", "columns-missing"),
        ])
    func none(text: String, key: String) {
        #expect(CatalogueFile(Array(text.utf8)).failure?.key == "dossiers.import.\(key)")
    }

    @Test("text that is not UTF-8 is not guessed at")
    func encoding() {
        #expect(CatalogueFile([0x4D, 0xE3, 0x20, 0x73, 0xF4]).failure?.key == "dossiers.import.unreadable")
    }
}
