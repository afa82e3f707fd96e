// SPDX-License-Identifier: Apache-2.0

import Basics
import CZlib
package import Foundation

/// Records of the national catalogue as they were collected: a JSON object a
/// line, compressed with gzip.
package struct NationalRecords: Sendable {
    package enum Failure: Error { case unreadable(String), malformed(line: Int) }

    private let file: URL

    package init(file: URL) { self.file = file }

    /// The records that come with the program.
    package static let shipped = NationalRecords(
        file: DossiersResources.reference.appendingPathComponent("procedures/national.ndjson.gz"))

    /// The procedures, in the order of the file.
    ///
    /// - Parameter limit: The first so many.
    /// - Throws: `Failure`, or when the file cannot be read.
    package func procedures(limit: Int = .max) throws -> [Procedure] {
        let text = try Self.unpacked(try Data(contentsOf: file))
        let decoder = JSONDecoder()
        return try text.split(separator: UInt8(ascii: "\n")).prefix(limit).enumerated().map { number, line in
            guard let record = try? decoder.decode([String: String].self, from: Data(line)) else {
                throw Failure.malformed(line: number + 1)
            }
            return Self.procedure(of: record)
        }
    }

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

    /// At most 256 MB.
    private static func unpacked(_ data: Data) throws -> [UInt8] {
        var state = z_stream()
        guard inflateInit2_(&state, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Failure.unreadable("zlib")
        }
        defer { inflateEnd(&state) }
        var input = [UInt8](data)
        var output: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 20)
        var code = Z_OK
        input.withUnsafeMutableBufferPointer { bytes in
            state.next_in = bytes.baseAddress
            state.avail_in = UInt32(bytes.count)
            repeat {
                room.withUnsafeMutableBufferPointer { space in
                    state.next_out = space.baseAddress
                    state.avail_out = UInt32(space.count)
                    code = inflate(&state, Z_NO_FLUSH)
                    output += space[..<(space.count - Int(state.avail_out))]
                }
            } while code == Z_OK && output.count < 1 << 28
        }
        guard code == Z_STREAM_END else { throw Failure.unreadable("gzip \(code)") }
        return output
    }
}
