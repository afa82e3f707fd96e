// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import HummingbirdTesting
import SQLStore
import TestSupport
import Testing
import Web

@testable import Server

@Suite("The page of files people hand in", .serialized)
struct FilesPageTests {
    private func multipart(_ token: String, name: String, _ content: String) -> String {
        """
        --mau\r\nContent-Disposition: form-data; name="form-token"\r\n\r\n\(token)\r\n\
        --mau\r\nContent-Disposition: form-data; name="file"; filename="\(name)"\r\n\
        Content-Type: application/pdf\r\n\r\n\(content)\r\n--mau--\r\n
        """
    }

    private static let pdf =
        "%PDF-1.4\n1 0 obj\n<< /Type /Pages /Count 2 >>\nendobj\ntrailer << >>\nstartxref\n0\n%%EOF\n"

    private static func kept(in seeded: SeededCity) async throws -> (files: Int, pieces: Int) {
        try await seeded.quietDatabase.read { tx in
            (
                try tx.value("SELECT count(*) FROM dossier_file") ?? 0,
                try tx.value("SELECT count(*) FROM dossier_file_piece") ?? 0
            )
        }
    }

    @Test("says of a file what would become of it, keeps nothing, and takes nothing that was cut short")
    func trial() async throws {
        try await SeededCity.open(on: .sqlite, rows: 1) { seeded in
            try await seeded.serve { crowd in
                let before = try await Self.kept(in: seeded)
                let own = try await crowd.token(of: "administrator")
                func send(_ body: String) async throws -> TestResponse {
                    try await crowd.ask(
                        .post, "/administration/files/trial", as: "administrator", form: body, cookie: own.cookie,
                        type: "multipart/form-data; boundary=mau")
                }
                let good = try await send(multipart(own.token, name: "đơn.pdf", Self.pdf))
                #expect(good.status == .ok && good.text.contains("đơn.pdf") && good.text.contains("2 trang"))

                let active = Self.pdf.replacing("/Count 2", with: "/Count 2 /AA << /S /Launch >>")
                for (name, content) in [
                    ("a.pdf", active), ("a.jpg", Self.pdf), ("a.pdf", ""), ("a.pdf", "<script>alert(1)</script>"),
                ] {
                    let bad = try await send(multipart(own.token, name: name, content))
                    #expect(bad.status == .unprocessableContent, "\(name)")
                    #expect(bad.text.contains("error-summary") && !bad.text.contains("<script>alert"))
                }
                let whole = multipart(own.token, name: "a.pdf", Self.pdf + String(repeating: "\n", count: 40_000))
                let cut = try await send(String(whole.prefix(whole.count * 99 / 100)))
                #expect(cut.status == .badRequest)
                let large = multipart(own.token, name: "a.pdf", Self.pdf + String(repeating: "\n", count: 12 << 20))
                #expect(try await send(large).status == .contentTooLarge)
                let kept = try await Self.kept(in: seeded)
                // Those of the city, that were there before.
                #expect(kept == before && before.files > 0)
            }
        }
    }

    @Test("lists what was refused and why, a reason at a time")
    func refusals() async throws {
        try await SeededCity.open(on: .sqlite, rows: 3) { seeded in
            try await seeded.serve { crowd in
                let all = try await crowd.ask(.get, "/administration/files", as: "administrator").text
                #expect(all.contains("Eicar-Test-Signature") && all.contains("Có vi-rút"))
                let locked = try await crowd.ask(
                    .get, "/administration/files?reason=locked", as: "administrator"
                ).text
                #expect(locked.contains("PDF bị khóa") && !locked.contains("Eicar-Test-Signature"))
                let odd = try await crowd.ask(.get, "/administration/files?reason=%00x", as: "administrator")
                #expect(odd.status == .ok)
            }
        }
    }
}
