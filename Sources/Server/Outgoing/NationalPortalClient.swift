// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import Ports

/// The national portal's services by HTTP, in the envelope that dossier systems
/// of 2020 to 2024 sent: `session`, `madonvi`, `service`, `isUpdating`, `data`;
/// answered with `error_code`, `0` for taken. Tried against a server of that
/// shape only.
package struct NationalPortalClient: NationalPortal {
    let address: String
    let session: Secret
    /// The code under which the portal knows the city.
    let unit: String
    let outgoing: any Outgoing
    package var limit = Duration.seconds(20)

    package init(address: String, session: Secret, unit: String, outgoing: any Outgoing) {
        self.address = address
        self.session = session
        self.unit = unit
        self.outgoing = outgoing
    }

    private struct Envelope<Content: Encodable>: Encodable {
        let session, madonvi, service: String
        let isUpdating: String?
        let data: [Content]
    }

    private struct Answer: Decodable {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let error_code: String
        let message: String?
    }

    package func synchronise(_ record: PortalRecord) async throws(PortalRefusal) {
        // Told as new it is refused when it is known, and the other way round: once more then.
        do throws(PortalRefusal) {
            try await send("DongBoHoSoMC", [Record(record)], isUpdating: record.status != 1)
        } catch .never(let reason) where reason.hasPrefix("2 ") {
            try await send("DongBoHoSoMC", [Record(record)], isUpdating: record.status == 1)
        }
    }

    package func report(_ step: PortalStep) async throws(PortalRefusal) {
        try await send("CapNhatTienDoHoSoMC", [Step(step)], isUpdating: nil)
    }

    private func send(_ service: String, _ data: [some Encodable], isUpdating: Bool?) async throws(PortalRefusal) {
        let answer: OutgoingAnswer
        do {
            let envelope = Envelope(
                session: session.text, madonvi: unit, service: service,
                isUpdating: isUpdating.map { $0 ? "true" : "false" },
                data: data)
            answer = try await outgoing.send(
                OutgoingRequest(
                    "POST", address, headers: [(name: "Content-Type", value: "application/json; charset=utf-8")],
                    body: Array(try JSONEncoder().encode(envelope)), answerLimit: 65_536, within: limit))
        } catch {
            throw .later("\(error)")
        }
        guard answer.status == 200, let said = try? JSONDecoder().decode(Answer.self, from: Data(answer.body)) else {
            throw .later("HTTP \(answer.status)")
        }
        guard said.error_code != "0" else { return }
        let reason = "\(said.error_code) \((said.message ?? "").prefix(200))"
        // -1 is "session over" and "system busy" in what was seen: both mend themselves.
        throw said.error_code == "-1" ? .later(reason) : .never(reason)
    }
}

/// The portal's own names.
private struct Record: Encodable {
    // swift-format-ignore: AlwaysUseLowerCamelCase
    let MaHoSo, MaTTHC, TenTTHC, TenLinhVuc, KenhThucHien, ChuHoSo, LoaiDoiTuong, Email, SoDienThoai, DonViXuLy: String
    // swift-format-ignore: AlwaysUseLowerCamelCase
    let NgayNopHoSo, NgayTiepNhan, NgayHenTra, NgayKetThucXuLy, NgayTra, TrangThaiHoSo: String
    // swift-format-ignore: AlwaysUseLowerCamelCase
    let DinhDanhCHS: [Identity]

    struct Identity: Encodable {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let LoaiDinhDanh, SoDinhDanh: String
    }

    init(_ record: PortalRecord) {
        (MaHoSo, MaTTHC, TenTTHC, TenLinhVuc) = (record.code, record.procedure, record.procedureName, record.field)
        (KenhThucHien, ChuHoSo, LoaiDoiTuong) = (String(record.channel), record.applicant, "1")
        (Email, SoDienThoai, DonViXuLy) = (record.email, record.phone, record.office)
        NgayNopHoSo = portalTime(record.submittedAt)
        NgayTiepNhan = portalTime(record.receivedAt)
        NgayHenTra = portalTime(record.dueAt)
        NgayKetThucXuLy = portalTime(record.processedAt)
        NgayTra = portalTime(record.endedAt)
        TrangThaiHoSo = String(record.status)
        DinhDanhCHS =
            record.identity.isEmpty
            ? [] : [Identity(LoaiDinhDanh: record.identity.count == 9 ? "2" : "1", SoDinhDanh: record.identity)]
    }
}

private struct Step: Encodable {
    // swift-format-ignore: AlwaysUseLowerCamelCase
    let MaHoSo, NguoiXuLy, ThoiDiemXuLy, PhongBanXuLy, NoiDungXuLy, TrangThai, NgayKetThucTheoQuyDinh: String

    init(_ step: PortalStep) {
        (MaHoSo, NguoiXuLy, PhongBanXuLy) = (step.code, step.officer, step.office)
        (NoiDungXuLy, TrangThai) = (step.done, String(step.status))
        ThoiDiemXuLy = portalTime(step.at)
        NgayKetThucTheoQuyDinh = portalTime(step.dueAt)
    }
}

/// `yyyyMMddHHmmss` of Viet Nam; empty for none.
private func portalTime(_ moment: Instant?) -> String {
    moment.map { String($0.iso8601(in: .vietNam).prefix(19).filter(\.isNumber)) } ?? ""
}
