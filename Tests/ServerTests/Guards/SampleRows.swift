// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ledger
import Ports
import SQLStore

/// Rows of every kind that a list may show, numbered: for tests that ask what a
/// screen costs with few and with many.
struct SampleRows: Sendable {
    let first: Int
    let count: Int
    let at: Instant
    let seal: any PersonalSeal

    func fill(_ database: any Database) async throws {
        let rows = self
        try await database.write { tx in
            for number in rows.first..<(rows.first + rows.count) {
                try rows.station(number, tx)
                try rows.alarm(number, tx)
                try rows.file(number, tx)
                try rows.flag(number, tx)
                try rows.importing(number, tx)
                try rows.retrial(number, tx)
                try rows.account(number, tx)
                try rows.organisation(number, tx)
                try rows.personal(number, tx)
                try rows.values(number, tx)
                try rows.procedure(number, tx)
                try rows.calendar(number, tx)
                try rows.handedIn(number, tx)
                // One entry is a person's: lists of what people did are never empty.
                for actor in [Actor.system("test")] + (number == 0 ? [.person(id: "x", name: "x")] : []) {
                    try LedgerEntry(
                        "environment.station-changed", of: "environment.station", "MAU\(number)", by: actor,
                        at: rows.at - .minutes(number)
                    ).append(in: tx)
                }
            }
            while try Sealing.number(in: tx) > 0 {}
        }
    }

    private static func own(_ number: Int) -> Int { 1_000_000 + number }

    private func station(_ number: Int, _ tx: any Transaction) throws {
        let (id, code) = (Self.own(number), "MAU\(number)")
        try tx.execute(
            """
            INSERT INTO environment_station (id, code, created_at, created_by)
            VALUES (\(id), \(code), \(at), 'system:test')
            """)
        try tx.execute(
            """
            INSERT INTO environment_station_version (id, station_id, valid_from, name, name_key, name_en, medium,
                latitude, longitude, unit_code, owner, period_seconds, source, replayed, in_service, created_at,
                created_by)
            VALUES (\(id), \(id), 0, \(code), \(code), \(code), 'air', 11.3, 106.1, '25459', 'Sở', 300, 'Sở', 0, 1,
                \(at), 'system:test')
            """)
        try tx.execute(
            """
            INSERT INTO environment_index (station_id, period, at, value, category, dominant, sub_indices, have,
                expected, final, computed_at)
            VALUES (\(id), 'hour', \(at), 57, 'moderate', 'pm25', '[]', 12, 12, 1, \(at))
            """)
    }

    private func alarm(_ number: Int, _ tx: any Transaction) throws {
        let raised = at - .minutes(number)
        let id = Identifier<SampleRows>(at: raised).description
        try tx.execute(
            """
            INSERT INTO environment_alarm (id, kind, station_id, parameter, averaging, severity, raised_at, about_at,
                value, limit_value, document, quiet, ended_at, open_key)
            VALUES (\(id), 'limit', \(Self.own(number)), 'pm25', '24h', 2, \(raised), \(raised), 46.2, 45.0,
                'QCVN 05:2023/BTNMT', 0, \(number % 2 == 0 ? nil : at), \(number % 2 == 0 ? "mau-\(number)" : nil))
            """)
        try tx.execute(
            """
            INSERT INTO environment_alarm_event (id, alarm_id, kind, at, actor, actor_name, note, value, severity)
            VALUES (\(Self.own(number)), \(id), 'raised', \(raised), 'system:test', 'x', '', 46.2, 2)
            """)
        try tx.execute(
            """
            INSERT INTO environment_event (id, minute, kind, at, station_code, amount, subject, address)
            VALUES (\(Self.own(number)), \(number), 'files', \(raised), \("MAU\(number)"), 1, '',
                '/environment/files')
            """)
    }

    private func file(_ number: Int, _ tx: any Transaction) throws {
        let id = Self.own(number)
        let content = SQLValue.bytes(Array("PM2,5\t\(number)\tµg/Nm3\t20260115080000\t00\r\n".utf8))
        try tx.execute(
            """
            INSERT INTO environment_file (id, name, path, station_id, sha256, size, stamped_at, received_at, taken_at,
                lines, accepted, refused, repeated, version, backlog, state)
            VALUES (\(id), \("mau-\(number).txt"), '', \(id), \(value: content), 40, \(at), \(at), \(at), 1, 1, 0, 0, 1,
                0, 'taken')
            """)
        try tx.execute("INSERT INTO environment_file_content (file_id, content) VALUES (\(id), \(value: content))")
        try tx.execute(
            """
            INSERT INTO environment_quarantine (id, file_id, station_code, name, path, line, excerpt, reason, arguments,
                received_at, state, note)
            VALUES (\(id), \(id), \("MAU\(number)"), \("mau-\(number).txt"), '', 1, 'PM2,5',
                'environment.refusal.bad-time', '{}', \(at), 'waiting', '')
            """)
    }

    private func flag(_ number: Int, _ tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO environment_flag (id, station_id, parameter, from_at, to_at, verdict, reason, set_at, set_by,
                set_by_name)
            SELECT \(Self.own(number)), id, 'pm25', \(at - .hours(1)), \(at), 'invalid', 'bảo trì', \(at), 'person:x',
                'Nguyễn Thị Hoà' FROM environment_station WHERE code = 'TNI001'
            """)
    }

    private func importing(_ number: Int, _ tx: any Transaction) throws {
        let id = Identifier<SampleRows>(at: at - .minutes(number)).description
        try tx.execute(
            """
            INSERT INTO environment_import (id, name, content, size, plan, state, created_at, created_by,
                created_by_name, ended_at, rows_total, rows_done, accepted, refused)
            VALUES (\(id), \("mau-\(number).csv"), NULL, 10, '', 'done', \(at - .minutes(number)), 'person:x', 'x',
                \(at), 10, 10, 9, 1)
            """)
        try tx.execute(
            """
            INSERT INTO environment_import_refusal (import_id, line, excerpt, reason, arguments)
            VALUES (\(id), 2, 'x', 'environment.refusal.bad-time', '{}')
            """)
    }

    private func retrial(_ number: Int, _ tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO environment_retrial (id, reason, newest, place, total, done, taken, started_at, started_by,
                started_by_name, ended_at)
            VALUES (\(Self.retrialID(number)), 'environment.refusal.bad-time', 1, 1, 1, 1, 0, \(at), 'person:x', 'x',
                \(at))
            """)
    }

    /// The identity of a retrial: pages lead to it only right after it began.
    static func retrialID(_ number: Int) -> String {
        let digits = String(number)
        return "018f0000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    private func account(_ number: Int, _ tx: any Transaction) throws {
        let id = Identifier<SampleRows>(at: at + .seconds(number)).description
        let login = "mau.\(number)"
        try tx.execute(
            """
            INSERT INTO identity_account (id, login, login_key, name, search_key, password_hash, password_set_at,
                password_due, is_sample, created_at, version)
            VALUES (\(id), \(login), \(login), \("Nguyễn Mẫu \(number)"), \(" nguyen mau \(login)"), '', \(at), 0, 0,
                \(at), 1)
            """)
        try tx.execute("INSERT INTO identity_account_role (account_id, role) VALUES (\(id), 'operator')")
        try tx.execute(
            """
            INSERT INTO identity_event (id, at, kind, account_id, actor, address, detail)
            VALUES (\(Identifier<SampleRows>(at: at).description), \(at), 'signed-in', \(id), 'person:x', '', '')
            """)
    }

    /// A table of units that waits with a wrong row, and a planned reorganisation.
    private func organisation(_ number: Int, _ tx: any Transaction) throws {
        let id = Identifier<SampleRows>(at: at - .minutes(number)).description
        let table = "code,name,kind,valid_from\nMAU\(number),,ward,2026-01-01\n"
        try tx.execute(
            """
            INSERT INTO identity_org_import (id, name, content, state, created_at, created_by, ended_at, taken, refused)
            VALUES (\(id), \("mau-\(number).csv"), \(table), 'draft', \(at), 'person:x', NULL, 0, 0)
            """)
        try tx.execute(
            """
            INSERT INTO identity_org_plan (id, title, act, effective_on, state, steps, created_at, created_by,
                decided_at, decided_by, version)
            VALUES (\(id), \("Sắp xếp mẫu \(number)"), 'NQ', \(CivilZone.vietNam.day(of: at)), 'draft', '[]', \(at),
                'person:x', NULL, NULL, 1)
            """)
    }

    /// A request that waits. What is sealed here opens with no key: lists do not show it.
    private func personal(_ number: Int, _ tx: any Transaction) throws {
        let id = Identifier<SampleRows>(at: at - .minutes(number)).description
        try tx.execute(
            """
            INSERT INTO identity_data_request (id, holder, kind, sealed_words, sealed_answer, filed_at, filed_by,
                filed_by_name, due_on, state, answered_at, answered_by_name)
            VALUES (\(id), \(id), 'access', '', '', \(at), 'person:x', 'x', \(CivilZone.vietNam.day(of: at)), 'open',
                NULL, '')
            """)
        try tx.execute(
            """
            INSERT INTO identity_citizen_value (citizen_id, field, search_key) VALUES (\(id), 'phone', \(id))
            """)
        try tx.execute(
            """
            INSERT INTO identity_personal_reading (id, holder, field, at, reader, reader_name, way, reason)
            VALUES (\(id), \(id), 'phone', \(at), 'person:x', 'x', 'revealed', 'xác minh')
            """)
    }

    /// A procedure with two versions, what is unclear of it, a level and a file that waits.
    private func procedure(_ number: Int, _ tx: any Transaction) throws {
        let code = "8.\(100_000 + number)"
        let name = "Thủ tục mẫu số \(number)"
        let content = """
            {"bodies":{"authorised":"","competent":"","coordinating":"","executing":"","reception":""},"cases":[],\
            "channels":[],"code":"\(code)","decision":"1/QĐ","field":"Hộ tịch","kind":"","legalBases":[],"levels":[],\
            "name":"\(name)","requirements":"","results":[],"source":"","steps":"","subjects":""}
            """
        try tx.execute(
            """
            INSERT INTO dossier_procedure (code, version, name, name_key, field, decision, is_online, is_head)
            VALUES (\(code), 2, \(name), \(name.searchKey), 'Hộ tịch', '1/QĐ', 0, 0)
            """)
        for version in 1...2 {
            try tx.execute(
                """
                INSERT INTO dossier_procedure_version (code, number, decision, taken_at, taken_by, source, digest, content)
                VALUES (\(code), \(version), '1/QĐ', \(at), 'system:test', 'mẫu', \("\(code)-\(version)"), \(content))
                """)
        }
        for word in name.searchKey.split(separator: " ").map(String.init) + [code] {
            try tx.execute(
                """
                INSERT INTO dossier_procedure_word (code, word) VALUES (\(code), \(word))
                ON CONFLICT DO NOTHING
                """)
        }
        let id = Identifier<SampleRows>(at: at - .minutes(number)).description
        for (state, each) in [("open", 0), ("settled", 1)] {
            try tx.execute(
                """
                INSERT INTO dossier_procedure_conflict (id, code, name, version, kind, channels, printed, words, state,
                    limit_count, limit_unit, fee, reason, settled_by, settled_name, settled_at)
                VALUES (\("\(code)-2-unit-missing-\(each)"), \(code), \(name), 2, 'unit-missing', '', '3', '',
                    \(state), 3, 'working_day', '', 'Quyết định 1', 'person:x', 'x', \(each == 1 ? at : nil))
                """)
        }
        try tx.execute(
            """
            INSERT INTO dossier_service_level (id, code, level, old_level, valid_from, source, set_by, set_name, set_at)
            VALUES (\(id), \(code), 'full', 4, \(CivilZone.vietNam.day(of: at)), 'Quyết định 1', 'person:x', 'x', \(at))
            """)
        try tx.execute(
            """
            INSERT INTO dossier_catalogue_import (id, name, source, content, state, created_at, created_by, ended_at,
                taken, refused)
            VALUES (\(id), 'a.csv', 'mẫu', \(value: .bytes(Array("Mã số,Tên,Lĩnh vực\n\(code),A,B\nx,A,B\n".utf8))),
                'draft', \(at), 'x', NULL, 0, 0)
            """)
    }

    private func calendar(_ number: Int, _ tx: any Transaction) throws {
        let id = Identifier<SampleRows>(at: at - .minutes(number)).description
        try tx.execute(
            """
            INSERT INTO identity_working_day (id, day, kind, is_provisional, name, source, reason, announced_at,
                announced_by, announced_by_name)
            VALUES (\(id), \(CivilZone.vietNam.day(of: at) + number), 'rest', 0, 'Ngày mẫu', 'Quyết định 1', 'mẫu',
                \(at), 'person:x', 'x')
            """)
    }

    /// Values of a series that a page shows.
    private func values(_ number: Int, _ tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO observation_value (series, at, value, status, flag, counts)
            SELECT id, \(at - .days(40) - .minutes(number)), 12.5, '00', '', 1 FROM observation_series
            WHERE subject = 'environment/station/TNI001' AND property = 'pm25'
            """)
    }

    /// A file that nothing took up, and two that were refused. What is sealed here opens with no key.
    private func handedIn(_ number: Int, _ tx: any Transaction) throws {
        let id = Identifier<SampleRows>(at: at - .minutes(number)).description
        try tx.execute(
            """
            INSERT INTO dossier_file (id, secret, kind, size, sha256, sent_sha256, pages, kept_at, kept_by, holder_kind,
                holder, attached_at)
            VALUES (\(id), '', 'pdf', 10, 'x', 'x', 1, \(at), 'person:x', '', '', NULL)
            """)
        let digits = String(number)
        try tx.execute(
            """
            INSERT INTO dossier_result (id, number, issued_on, issued_year, title, procedure, unit, unit_code, secret,
                code, file_id, sha256, signature, issued_at, issued_by, revoked_at, revoked_by, revoked_reason)
            VALUES (\(id), \("\(number)/GXN-UBND"), 20000, 2024, 'Giấy mẫu', '1.004873', 'Phường mẫu', '25459',
                \(try seal.sealed(text: "Trần Thị Hoà", for: "dossiers.result", at: id)),
                \("MMMM" + String(repeating: "0", count: 12 - digits.count) + digits), \(id), 'x', NULL, \(at),
                'person:x', NULL, '', '')
            """)
        for (reason, found) in [("infected", "Eicar-Test-Signature"), ("locked", "")] {
            try tx.execute(
                """
                INSERT INTO dossier_file_refusal (id, at, reason, found, kind, size, sha256, refused_of)
                VALUES (\(Identifier<SampleRows>(at: at - .minutes(number)).description), \(at - .minutes(number)),
                    \(reason), \(found), 'pdf', 10, 'x', 'person:x')
                """)
        }
    }
}
