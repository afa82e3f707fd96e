// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Erasing somebody's data")
struct ErasureTests {
    static let (clerk, desk) = (PersonalDataTests.clerk, DataRequestTests.desk)

    @Test(
        "takes every word about them from every record, and leaves why it was held and erased",
        arguments: Backend.available)
    func words(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let data = office.identity.personal
            let id = try await office.identity.people.add(name: "Nguyễn Thị Hoà", by: Self.clerk)
            let holder = DataHolder(id)
            try await data.set(.phone, to: "0912345678", of: holder, over: 0, by: Self.clerk)
            try await data.set(.email, to: "hoa@vidu.vn", of: holder, over: 0, by: Self.clerk)
            _ = try await data.reveal(.phone, of: holder, reason: "hàng xóm tố cáo", by: Self.clerk)
            _ = try await data.find("0912345678", in: .phone, reason: "tố cáo ẩn danh", by: Self.clerk)
            try await data.erase(.email, of: holder, reason: "nhập nhầm hộp thư", by: Self.clerk)
            try await data.hold(holder, reason: "đang khiếu nại", by: Self.clerk)
            let hold = try #require(try await data.holds(of: holder).first)
            try await data.lift(hold.id, of: holder, by: Self.clerk)
            let before = try await data.file(.access, "Tôi bị tố cáo điều gì?", for: holder, by: Self.desk)
            try await data.answer(before, .granted, "Có một đơn tố cáo.", by: Self.clerk)
            try await office.database.write { tx in _ = try Sealing.number(in: tx) }

            office.dial.advance(by: .seconds(1))
            let request = try await data.file(.erase, "Xóa hết tố cáo", for: holder, by: Self.desk)
            try await data.answer(request, .granted, "Đã xóa theo yêu cầu.", by: Self.clerk)

            #expect(try await office.texts(containing: "tố cáo").isEmpty)
            let readings = try await data.readings(of: holder).items
            #expect(readings.count == 2 && readings.allSatisfy { $0.reason.isEmpty && $0.field == .phone })
            #expect(readings.map(\.readerName) == ["Võ Quốc Bảo", "Võ Quốc Bảo"])
            let requests = try await data.requests(of: holder)
            #expect(requests.map(\.words) == ["", ""] && requests.map(\.kind) == [.erase, .access])
            #expect(requests.map(\.answer) == ["Đã xóa theo yêu cầu.", ""])

            for kept in ["nhập nhầm hộp thư", "đang khiếu nại"] {
                let places = try await office.texts(containing: kept)
                #expect(places.contains("identity_act.reason") && places.contains("ledger_opening.value"), "\(kept)")
            }
            let acts = try await office.identity.people.acts(on: holder.id)
            let erasure = try #require(acts.first { $0.kind == .personalErased })
            #expect(erasure.detail == "phone" && erasure.reason == "request \(request)")
            #expect(acts.allSatisfy { $0.kind != .personalRead || $0.reason.isEmpty })
            #expect(
                acts.filter { $0.kind == .personalRead }.map(\.detail).sorted() == [
                    "revealed: phone", "searched: phone",
                ])
            let report = try await office.database.read { tx in try LedgerVerification().report(on: tx) }
            #expect(report.findings.isEmpty && report.entries > 0)
            #expect(try await data.resealRequests() == 0, "nothing is sealed again of what is gone")
        }
    }

    @Test("one's own request is answered by somebody else, filed for oneself or for another", arguments: [true, false])
    func own(isHolder: Bool) async throws {
        try await Office.open(on: .sqlite) { office in
            let data = office.identity.personal
            let id = try await office.identity.people.add(name: "Võ Quốc Bảo", by: Self.clerk)
            let account = try await office.hire("bao", name: "Võ Quốc Bảo", [.administrator])
            try await office.identity.people.link("bao", to: id, by: Self.clerk)
            let other = DataHolder(try await office.identity.people.add(name: "Lê Văn Tám", by: Self.clerk))
            let request = try await data.file(
                .erase, "Xóa dữ liệu", for: isHolder ? DataHolder(id) : other, by: isHolder ? Self.desk : account.actor)
            for state in [DataRequest.State.granted, .refused] {
                await #expect(throws: PersonalError.ownRequest) {
                    try await data.answer(request, state, "Tự trả lời", by: account.actor)
                }
            }
            #expect(try await data.request(request).state == .open)
            try await data.answer(request, .refused, "Người khác trả lời", by: Self.clerk)
        }
    }

    @Test("waits for the answers to the person's other requests, whose words it would take")
    func others() async throws {
        try await Office.open(on: .sqlite) { office in
            let data = office.identity.personal
            let holder = DataHolder(try await office.identity.people.add(name: "Lê Văn Tám", by: Self.clerk))
            try await data.set(.phone, to: "0912345678", of: holder, over: 0, by: Self.clerk)
            let access = try await data.file(.access, "Cho tôi xem", for: holder, by: Self.desk)
            let erase = try await data.file(.erase, "Xóa giúp tôi", for: holder, by: Self.desk)
            await #expect(throws: PersonalError.othersOpen) {
                try await data.answer(erase, .granted, "Đã xóa", by: Self.clerk)
            }
            #expect(try await data.request(erase).state == .open)
            #expect(try await data.masked(of: holder).contains { $0.text != nil })
            try await data.answer(access, .granted, "Đã gửi", by: Self.clerk)
            try await data.answer(erase, .granted, "Đã xóa", by: Self.clerk)
            #expect(try await data.masked(of: holder).allSatisfy { $0.text == nil })
        }
    }
}

extension Office {
    /// In which columns of the database a text stands in clear.
    func texts(containing word: String) async throws -> Set<String> {
        let tables = [
            "identity_act": ["detail", "reason", "actor_name"], "identity_event": ["detail", "reason"],
            "identity_personal_reading": ["reason", "reader_name"],
            "identity_data_request": ["sealed_words", "sealed_answer", "filed_by_name"],
            "identity_legal_hold": ["reason"], "identity_citizen": ["profile", "provider"],
            "ledger_opening": ["value"], "ledger_entry": ["fields", "reason", "actor"],
            "ledger_inbox": ["fields", "reason", "actor"],
        ]
        return try await database.read { tx in
            var found: Set<String> = []
            for (table, columns) in tables {
                for column in columns {
                    let count = try tx.value(
                        "SELECT COUNT(*) FROM \(SQL(trusted: table)) WHERE \(SQL(trusted: column)) LIKE \("%" + word + "%")",
                        as: Int.self)
                    if count ?? 0 > 0 { found.insert("\(table).\(column)") }
                }
            }
            return found
        }
    }
}
