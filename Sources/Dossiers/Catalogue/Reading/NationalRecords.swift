// SPDX-License-Identifier: Apache-2.0

import Basics
package import Foundation

/// Records of the national catalogue as they were collected: a JSON object a
/// line, compressed with gzip.
package struct NationalRecords: Sendable {
    package enum Failure: Error { case malformed(line: Int) }

    package let file: URL

    package init(file: URL) { self.file = file }

    /// The records that come with the program.
    package static let shipped = NationalRecords(
        file: DossiersResources.reference.appendingPathComponent("procedures/national.ndjson.gz"))

    /// Where and when those were collected.
    package static let shippedSource = "dichvucong.gov.vn, 06–07/2026"

    /// The records, in the order of the file.
    ///
    /// - Parameter limit: The first so many.
    /// - Throws: `Failure`, or when the file cannot be read.
    package func records(limit: Int = .max) throws -> [CatalogueRecord] {
        let text = try Inflating.gzip([UInt8](try Data(contentsOf: file)), limit: Self.sizeLimit)
        return try Self.lines(of: text).prefix(limit).map { number, line in
            guard let record = Self.record(line) else { throw Failure.malformed(line: number) }
            return record
        }
    }

    /// Bytes that records may have when unpacked.
    static let sizeLimit = 1 << 28

    /// The lines that hold something, numbered as editors do.
    static func lines(of text: [UInt8]) -> [(number: Int, line: ArraySlice<UInt8>)] {
        text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().map {
            ($0.offset + 1, $0.element)
        }.filter { !$0.1.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 } }
    }

    /// - Returns: `nil` for what is no object of texts.
    static func record(_ line: ArraySlice<UInt8>) -> CatalogueRecord? {
        guard let words = try? JSONDecoder().decode([String: String].self, from: Data(line)) else { return nil }
        let own = words.filter { !addresses.contains($0.key) && !$0.key.hasPrefix("_") }
        return CatalogueRecord(procedure(of: words), digest: CatalogueRecord.digest(of: own))
    }

    /// Where the record lay, which says nothing of what it says.
    private static let addresses: Set = ["detail_url", "formality_id"]

    static func procedure(of record: [String: String]) -> Procedure {
        func text(_ key: String, lines: Bool = false) -> String {
            let text = (record[key] ?? "").tidied(lines: lines)
            return text == FlatTables.nothing ? "" : text
        }
        let requirements = text("yeu_cau_dieu_kien", lines: true).components(separatedBy: "Từ khóa")[0]
        return Procedure(
            code: text("ma_thu_tuc"), name: text("ten_thu_tuc"), decision: text("so_quyet_dinh"),
            field: text("linh_vuc"), levels: text("cap_thuc_hien").components(separatedBy: ", ").filter { !$0.isEmpty },
            kind: text("loai_thu_tuc"), subjects: text("doi_tuong_thuc_hien"),
            steps: text("trinh_tu_thuc_hien", lines: true),
            channels: FlatTables.channels(in: (record["cach_thuc_thuc_hien"] ?? "").nfc),
            cases: FlatTables.cases(in: (record["thanh_phan_ho_so"] ?? "").nfc),
            results: FlatTables.results(in: (record["ket_qua_xu_ly"] ?? "").nfc),
            legalBases: FlatTables.legalBases(in: (record["can_cu_phap_ly"] ?? "").nfc),
            requirements: requirements == FlatTables.nothing ? "" : requirements,
            bodies: .init(
                executing: text("co_quan_thuc_hien"), competent: text("co_quan_co_tham_quyen"),
                authorised: text("co_quan_duoc_uy_quyen"), coordinating: text("co_quan_phoi_hop"),
                reception: text("dia_chi_tiep_nhan")),
            source: text("detail_url"))
    }
}
