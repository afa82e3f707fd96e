// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HummingbirdTesting
import NIOCore
import SQLStore
import Testing
import Web

@testable import Dossiers

@Suite("Sending files with a form")
struct DraftFilePageTests {
    @Test("follows the choice of the way, is named while it is missing, and is seen before handing in")
    func whole() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.stay()
            let chosen = try await portal.fill(["p-ct01": "upload", "p-place": "upload"], at: "\(draft)/papers")
            #expect(chosen.status == 303 && chosen.location == "\(draft)/papers/ct01")
            let missing = try await portal.get(draft)
            #expect(
                missing.text.contains("<li><a href=\"\(draft)/papers/ct01\">") && missing.text.contains("Chưa gửi tệp"))
            #expect(
                missing.text.contains("<li><a href=\"\(draft)/papers/place\">") && !missing.text.contains("/submission")
            )

            let photo = SampleFiles.jpeg(with: [(0xE1, SampleFiles.exif(orientation: 6))])
            let sent = try await portal.upload("IMG_0001.jpg", photo, at: "\(draft)/papers/ct01")
            #expect(sent.status == 303 && sent.location == "\(draft)/papers/ct01")
            let page = try await portal.get("\(draft)/papers/ct01")
            #expect(page.text.contains("IMG_0001.jpg") && page.text.contains("href=\"\(draft)/papers/place\""))
            let address = try #require(
                page.text.firstMatch(of: /href="([^"]*\/files\/[0-9a-f-]+)"/).map { String($0.1) })
            let file = try await portal.get(address)
            #expect(file.status == 200 && !file.text.contains("GPS 11.3100"))
            #expect(try await portal.get(address, as: PortalSite.other).status == 404)

            _ = try await portal.upload("iphone.heic", SampleFiles.heic, at: "\(draft)/papers/place")
            let all = try await portal.get(draft)
            #expect(
                all.text.contains("IMG_0001.jpg") && all.text.contains("iphone.jpg") && all.text.contains("/submission")
            )
            let handed = try await portal.send(["declared": "yes"], on: all, to: "\(draft)/submission")
            #expect(handed.status == 303)
            let taken = try #require(portal.submitting.taken.first)
            #expect(taken.papers.map(\.files.count) == [1, 1] && taken.papers.map(\.way) == [.upload, .upload])
        }
    }

    @Test(
        "says what is wrong with a file and keeps nothing of it",
        arguments: [
            ("rong.pdf", [], "Tệp không có nội dung"),
            ("anh.jpg", Array(SampleFiles.jpeg.dropLast(40)), "bị cắt giữa chừng"),
            ("khoa.pdf", SampleFiles.pdf(catalogue: "/Encrypt 9 0 R"), "khóa bằng mật khẩu"),
            ("kep.jpg", SampleFiles.jpeg + SampleFiles.zipEnd, "nội dung khác"),
            ("virus.exe", Array("MZ binary".utf8), "không phải ảnh"), ("doi.pdf", SampleFiles.jpeg, "JPEG"),
            ("lon.pdf", SampleFiles.pdf(more: Array(repeating: 37, count: 11 << 20)), "lớn hơn 10 MB"),
        ] as [(String, [UInt8], String)])
    func refused(name: String, bytes: [UInt8], words: String) async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.stay()
            let answer = try await portal.upload(name, bytes, at: "\(draft)/papers/ct01")
            #expect(answer.status == 422 && answer.text.contains("field-error") && answer.text.contains(words))
            let kept = try await portal.database.read {
                try $0.value("SELECT count(*) FROM dossier_file", as: Int.self)
            }
            #expect(kept == 0)
        }
    }

    @Test("without a file asks for one; a file is taken back; a paper that is not needed has no page")
    func changes() async throws {
        try await PortalSite.open { portal in
            let draft = try await portal.stay()
            let none = try await portal.upload("", [], at: "\(draft)/papers/ct01")
            #expect(none.status == 422 && none.text.contains("Hãy chọn một tệp"))
            _ = try await portal.upload("a.pdf", SampleFiles.pdf(), at: "\(draft)/papers/ct01")
            let page = try await portal.get("\(draft)/papers/ct01")
            let removal = try #require(page.text.firstMatch(of: /action="([^"]*\/removal)"/).map { String($0.1) })
            let gone = try await portal.send([:], on: page, to: removal)
            #expect(gone.status == 303 && gone.location == "\(draft)/papers/ct01")
            #expect(try await !portal.get(gone.location).text.contains("a.pdf"))
            #expect(try await portal.send([:], on: page, to: removal).status == 404)
            #expect(try await portal.get("\(draft)/papers/list").status == 404)
            #expect(try await portal.get("\(draft)/papers/ct01", as: PortalSite.other).status == 404)
        }
    }
}

extension PortalSite {
    /// Sends a file with the form of a page; no file where it has no name.
    func upload(_ name: String, _ bytes: [UInt8], at path: String, as person: String = mother) async throws -> Answer {
        let page = try await get(path, as: person)
        let form = try #require(
            page.text.matches(of: /<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/.dotMatchesNewlines())
                .first { $0.1 == path && $0.0.contains("multipart") }, "no form for a file")
        let line = "\r\n", boundary = "----ranh"
        var body = ByteBuffer()
        for input in form.2.matches(of: /<input([^>]*)>/) {
            guard let field = Self.attribute("name", of: String(input.1)), field != "file" else { continue }
            let value = Self.plain(Self.attribute("value", of: String(input.1)) ?? "")
            body.writeString(
                "--\(boundary)\(line)Content-Disposition: form-data; name=\"\(field)\"\(line)\(line)\(value)\(line)")
        }
        body.writeString(
            "--\(boundary)\(line)Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\(line)"
                + "Content-Type: application/octet-stream\(line)\(line)")
        body.writeBytes(bytes)
        body.writeString("\(line)--\(boundary)--\(line)")
        let headers: HTTPFields = [
            .cookie: "\(page.cookie); session=\(person)", .acceptLanguage: "vi",
            .contentType: "multipart/form-data; boundary=\(boundary)",
        ]
        return Self.answer(try await client.execute(uri: path, method: .post, headers: headers, body: body))
    }
}
