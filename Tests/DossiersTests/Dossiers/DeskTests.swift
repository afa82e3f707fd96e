// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("The desk")
struct DeskTests {
    private func refusal(_ body: () async throws -> some Any) async throws -> DossierError? {
        do {
            _ = try await body()
            return nil
        } catch let error as DossierError { return error }
    }

    @Test("a dossier goes from the counter to its result, each step another's", arguments: Backend.available)
    func journey(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            var dossier = try await city.received()
            #expect(dossier.code == "MAU.01-261130-0001")
            #expect(dossier.status == .received && dossier.queue == "case-officer")
            // Three working days from Monday morning; given to the one with the fewest who did not receive it.
            #expect(SampleOffice.text(dossier.dueAt)?.hasPrefix("2026-12-03") == true)
            #expect(["tuan", "hoa"].contains(dossier.holder))
            let officer = SampleDesk.person(dossier.holder)
            dossier = try await city.act(
                SampleDesk.deed("propose", "Dự thảo xác nhận", confirmed: [.applicantConfirmed]), on: dossier,
                by: officer)
            #expect(dossier.status == .processing && dossier.queue == "leader" && dossier.holder.isEmpty)
            #expect(
                try await refusal { try await city.act(SampleDesk.deed("sign"), on: dossier, by: SampleDesk.chau) }
                    == .missing(.signature))
            dossier = try await city.act(SampleDesk.deed("sign", proved: true), on: dossier, by: SampleDesk.chau)
            dossier = try await city.act(SampleDesk.deed("number"), on: dossier, by: SampleDesk.nga)
            #expect(dossier.status == .paymentWanted || dossier.status == .processed)
            #expect(dossier.processedAt != nil)
            let whole = try await city.desk.whole(dossier.id)
            #expect(whole.state.mark == "1/2026" && whole.state.produced == ["KQ.G15.000038"])
            if whole.state.owes(dossier.fee) {
                dossier = try await city.desk.pay(
                    dossier.id, amount: 0, revision: dossier.revision, by: SampleDesk.linh)
            }
            dossier = try await city.act(
                SampleDesk.deed("hand-over", confirmed: [.receiptSigned]), on: dossier, by: SampleDesk.linh)
            #expect(dossier.status == .returned && dossier.queue == Dossier.closed)
            let acts = try await city.ledger(of: dossier).filter { $0 != "dossiers.result-drafted" }
            #expect(
                acts.count == dossier.revision && acts.first == "dossiers.submitted" && acts.last == "dossiers.ended")
            let totals = try await city.database.read {
                try CountStore.totals(from: CivilDay(2026, 11, 30)!, to: CivilDay(2026, 11, 30)!, in: $0)
            }
            #expect(totals[SampleDesk.tanNinh] == [.receivedDirect: 1, .solvedEarly: 1])
        }
    }

    @Test("who received does not appraise, who appraised does not approve", arguments: Backend.available)
    func separated(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let hoa = SampleDesk.person("hoa")
            var dossier = try await city.desk.receive(SampleDesk.request(), SampleDesk.accept, by: hoa).dossier
            #expect(dossier.holder == "tuan")
            dossier = try await city.desk.assign(dossier.id, to: "hoa", revision: dossier.revision, by: SampleDesk.chau)
            #expect(
                try await refusal {
                    try await city.act(
                        SampleDesk.deed("propose", "x", confirmed: [.applicantConfirmed]), on: dossier, by: hoa)
                } == .separated(.receive, .appraise))
            #expect(
                try await refusal {
                    try await city.act(SampleDesk.deed("propose", "x"), on: dossier, by: SampleDesk.tuan)
                } == .heldBy("Tạ Mẫu Hoa"))
            await #expect(throws: PermissionError.outOfReach) {
                try await city.act(SampleDesk.deed("propose", "x"), on: dossier, by: SampleDesk.nga)
            }
            #expect(try await city.now(dossier).revision == dossier.revision)
        }
    }

    @Test("of two who act at once one succeeds and the other is told who it was", arguments: Backend.available)
    func atOnce(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let dossier = try await city.received()
            let officer = SampleDesk.person(dossier.holder)
            let answers = try await withThrowingTaskGroup(of: DossierError?.self) { group in
                for action in ["propose", "refuse", "verify"] {
                    group.addTask {
                        try await refusal {
                            try await city.act(
                                SampleDesk.deed(action, "ý kiến", confirmed: [.applicantConfirmed]), on: dossier,
                                by: officer)
                        }
                    }
                }
                return try await group.reduce(into: [DossierError?]()) { $0.append($1) }
            }
            #expect(answers.count { $0 == nil } == 1)
            #expect(answers.count { $0 == .changedMeanwhile(by: officer.name) } == 2)
            #expect(try await city.now(dossier).revision == dossier.revision + 1)
        }
    }

    @Test(
        "handed in twice with one press it is one dossier, and every code is given once", arguments: Backend.available)
    func once(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let request = SampleDesk.request(by: .online, key: "press")
            let first = try await city.desk.submit(request, by: SampleDesk.citizen)
            let second = try await city.desk.submit(request, by: SampleDesk.citizen)
            #expect(first == second && first.dossier.status == .new && first.dossier.citizen == "citizen")
            let codes = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await city.desk.submit(SampleDesk.request(by: .online), by: SampleDesk.citizen).dossier.code
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(codes.count == 20 && codes.contains("MAU.01-261130-0021"))
        }
    }

    @Test("while the applicant is waited for the clock stands still, once", arguments: Backend.available)
    func supplement(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            var dossier = try await city.received()
            let due = dossier.dueAt
            let officer = SampleDesk.person(dossier.holder)
            #expect(
                try await refusal { try await city.act(SampleDesk.deed("supplement"), on: dossier, by: officer) }
                    == .missing(.reason))
            dossier = try await city.act(SampleDesk.deed("supplement", "thiếu giấy xác nhận"), on: dossier, by: officer)
            #expect(dossier.status == .supplementWanted && dossier.queue == Dossier.waiting && dossier.dueAt == nil)
            #expect(
                try await refusal { try await city.act(SampleDesk.accept, on: dossier, by: SampleDesk.linh) } != nil)
            city.time.value = SampleOffice.at("2026-12-02 09:00")
            dossier = try await city.desk.supply(
                dossier.id, words: "đã nộp đủ", revision: dossier.revision, by: SampleDesk.linh)
            let renewed = try #require(dossier.dueAt)
            #expect(try #require(due) < renewed && dossier.queue == "reception-officer")
            dossier = try await city.act(SampleDesk.accept, on: dossier, by: SampleDesk.linh)
            #expect(dossier.dueAt == renewed && dossier.receivedAt == SampleOffice.at("2026-11-30 09:00"))
            #expect(
                try await refusal {
                    try await city.act(SampleDesk.deed("supplement", "thiếu nữa"), on: dossier, by: officer)
                } == .supplementsUsed)
        }
    }

    @Test("an apology sets a later time, before the first one passes and once", arguments: Backend.available)
    func extended(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            var dossier = try await city.received()
            let due = try #require(dossier.dueAt)
            let officer = SampleDesk.person(dossier.holder)
            var deed = SampleDesk.deed("extend", "chờ xác minh")
            deed.moment = due
            #expect(try await refusal { try await city.act(deed, on: dossier, by: officer) } == .extensionTooEarly)
            deed.moment = due + .days(4)
            dossier = try await city.act(deed, on: dossier, by: officer)
            #expect(dossier.dueAt == due + .days(4) && dossier.queue == "case-officer")
            deed.moment = due + .days(8)
            #expect(try await refusal { try await city.act(deed, on: dossier, by: officer) } == .extensionsUsed)
            let late = try await city.received()
            city.time.value = due + .days(1)
            deed.moment = due + .days(5)
            #expect(
                try await refusal { try await city.act(deed, on: late, by: SampleDesk.person(late.holder)) }
                    == .extensionTooLate)
        }
    }

    @Test(
        "another office takes over with its history, and each office counts what it had", arguments: Backend.available)
    func transferred(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            var dossier = try await city.received()
            #expect(
                try await refusal {
                    try await city.desk.transfer(
                        dossier.id, to: SampleDesk.tanNinh, because: "x", revision: dossier.revision,
                        by: SampleDesk.linh)
                } == .sameOffice)
            dossier = try await city.desk.transfer(
                dossier.id, to: SampleDesk.binhMinh, because: "thuộc phường Bình Minh", revision: dossier.revision,
                by: SampleDesk.linh)
            #expect(dossier.office == SampleDesk.binhMinh && dossier.reception == SampleDesk.tanNinh)
            #expect(dossier.holder.isEmpty && dossier.code.hasPrefix("MAU.01-"))
            let totals = try await city.database.read {
                try CountStore.totals(from: CivilDay(2026, 11, 30)!, to: CivilDay(2026, 11, 30)!, in: $0)
            }
            #expect(totals[SampleDesk.tanNinh] == [.receivedDirect: 1, .wentOut: 1])
            #expect(totals[SampleDesk.binhMinh] == [.cameIn: 1])
            await #expect(throws: PermissionError.outOfReach) {
                try await city.act(SampleDesk.deed("refuse", "x"), on: dossier, by: SampleDesk.tuan)
            }
        }
    }

    @Test("facts are only added: the database itself refuses to change one", arguments: Backend.available)
    func kept(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let dossier = try await city.received()
            for statement: SQL in [
                "UPDATE dossier_fact SET at = 0 WHERE dossier = \(dossier.id)",
                "DELETE FROM dossier_fact WHERE dossier = \(dossier.id)",
            ] {
                await #expect(throws: StoreError.self) { try await city.database.write { try $0.execute(statement) } }
            }
            #expect(try await city.desk.whole(dossier.id).facts.count == dossier.revision)
        }
    }

    @Test(
        "what people said lies sealed, and is found by name without marks, number and telephone",
        arguments: Backend.available)
    func found(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let dossier = try await city.received()
            _ = try await city.received(SampleDesk.request("Trần Thị Bình"))
            let plain = try await city.database.read { tx in
                try tx.rows("SELECT * FROM dossier WHERE id = \(dossier.id)").map { "\($0)" }.joined()
                    + tx.rows("SELECT * FROM dossier_fact").map { "\($0)" }.joined()
            }
            #expect(!plain.contains("079099000123") && !plain.contains("0912345678") && !plain.contains("Văn An"))
            func search(_ typed: String) async throws -> [String] {
                let wanted = try city.desk.content.wanted(by: typed)
                return try await city.database.read { tx in
                    try DossierStore.found(wanted, in: [SampleDesk.tanNinh], limit: 10, in: tx).items.map(\.code)
                }
            }
            #expect(try await search("nguyen van an") == [dossier.code])
            #expect(try await search("VĂN AN") == [dossier.code])
            #expect(try await search("an") == [dossier.code])
            #expect(try await search("nguyen an").isEmpty)
            #expect(try await search("079 099 000 123").count == 2)
            #expect(try await search("0912.345.678").count == 2)
            let elsewhere = try await city.database.read { tx in
                try DossierStore.found(
                    city.desk.content.wanted(by: "nguyen van an"), in: [SampleDesk.binhMinh], limit: 10, in: tx
                ).items
            }
            #expect(elsewhere.isEmpty)
        }
    }

    @Test(
        "a fee that is due with the papers is taken at the counter in the same act, or nothing is received",
        arguments: Backend.available)
    func feeWithThePapers(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            var submission = Submission(
                procedure: "1.001612", channel: .direct, office: SampleDesk.tanNinh,
                answers: ["applicant-name": .text("Nguyễn Văn An")], key: "business")
            submission.statedFee = 100_000
            let unpaid = submission
            #expect(try await refusal { try await city.received(unpaid) } == .missing(.feePaid))
            #expect(try await city.database.read { try $0.value("SELECT count(*) FROM dossier", as: Int.self) } == 0)
            submission.isFeeTaken = true
            let dossier = try await city.received(submission)
            let whole = try await city.desk.whole(dossier.id)
            #expect(whole.facts.map(\.kind) == [.submitted, .paid, .received, .assigned])
            #expect(whole.facts[1].amount == 100_000 && whole.facts[1].by == SampleDesk.linh)
            #expect(!whole.state.owes(dossier.fee))
            #expect(
                try await city.ledger(of: dossier)
                    == ["submitted", "paid", "received", "assigned"].map { "dossiers.\($0)" })
            // Sent again it is the same dossier, paid once.
            let again = submission
            #expect(try await city.received(again).id == dossier.id)
            // Where nothing is owed nothing is taken.
            var free = SampleDesk.request(key: "free")
            free.isFeeTaken = true
            let other = try await city.received(free)
            #expect(try await city.desk.whole(other.id).facts.map(\.kind) == [.submitted, .received, .assigned])
        }
    }
}
