// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import HummingbirdTesting
import SQLStore
import Testing

@testable import Dossiers

@Suite("The pages of ratings")
struct RatingPageTests {
    private func over(_ city: SampleDesk, _ name: String = "Nguyễn Văn An") async throws -> DossierDesk.Submitted {
        let submitted = try await city.desk.submit(SampleDesk.request(name, by: .online), by: SampleDesk.citizen)
        _ = try await city.act(SampleDesk.deed("refuse", "thiếu giấy tờ"), on: submitted.dossier, by: SampleDesk.linh)
        return submitted
    }

    @Test("ask once the dossier is over, with the account or with code and key, and thank whoever answered")
    func asked() async throws {
        try await SampleDesk.serve { city, client in
            let waiting = try await city.desk.submit(SampleDesk.request(by: .online), by: SampleDesk.citizen)
            let here = "/my/dossiers/\(waiting.dossier.id)"
            #expect(try await !client.get(here, as: "citizen").text.contains("/rating"))
            #expect(try await client.post(here + "/rating", ["answer-overall": "5"], as: "citizen").status == .conflict)

            let one = try await over(city)
            let place = "/my/dossiers/\(one.dossier.id)"
            let page = try await client.get(place, as: "citizen").text
            #expect(page.contains("action=\"\(place)/rating\"") && page.contains("Rất hài lòng"))
            let empty = try await client.post(place + "/rating", ["words": "chậm quá"], as: "citizen")
            #expect(empty.status == .unprocessableContent && empty.text.contains("Hãy chọn mức hài lòng chung"))
            #expect(empty.text.contains("chậm quá"))
            let given = try await client.post(
                place + "/rating", ["answer-overall": "2", "answer-contacts": "more", "words": "chậm quá"],
                as: "citizen")
            #expect(given.status == .ok && given.text.contains("Xin cảm ơn"))
            #expect(given.headers[.cacheControl] == "no-store")
            let again = try await client.get(place, as: "citizen").text
            #expect(again.contains("đã được đánh giá") && !again.contains("name=\"answer-overall\""))
            // Somebody else's, and nobody's.
            #expect(try await client.post(place + "/rating", ["answer-overall": "5"], as: "linh").status == .forbidden)

            let two = try await over(city, "Trần Thị Bé")
            let proof = ["code": two.dossier.code, "key": two.lookUpKey]
            let follow = try await client.post("/follow", proof, as: nil).text
            #expect(follow.contains("action=\"/follow/rating\""))
            let followed = proof.merging(["answer-overall": "5"]) { $1 }
            #expect(try await client.post("/follow/rating", followed, as: nil).text.contains("Xin cảm ơn"))
            // The other way in is no second ballot.
            let own = "/my/dossiers/\(two.dossier.id)/rating"
            #expect(try await client.post(own, ["answer-overall": "1"], as: "citizen").text.contains("Xin cảm ơn"))
            let wrong = proof.merging(["answer-overall": "5", "key": "0000000000"]) { $1 }
            #expect(try await client.post("/follow/rating", wrong, as: nil).status == .notFound)
            let sums = try await city.database.read { tx in
                try tx.rows("SELECT answer, total FROM dossier_rating_count WHERE question = 'overall' ORDER BY answer")
                    .map { "\(try $0.get(0, as: String.self)) \(try $0.get(1, as: Int.self))" }
            }
            #expect(sums == ["2 1", "5 1"])
        }
    }

    @Test("show an office its shares and counts, words only to whoever answers for it, and each reading is kept")
    func report() async throws {
        try await SampleDesk.serve { city, client in
            for number in 0..<6 {
                let one = try await over(city, "Lê Văn \(number)")
                try await city.desk.rate(
                    one.dossier.id,
                    Rating(
                        answers: ["overall": number < 5 ? "4" : "1"],
                        words: number == 5 ? "Chờ lâu <b>quá</b>" : ""),
                    by: .visitor)
                guard number == 3 else { continue }
                let few = try await client.get("/reports/ratings", as: "chau").text
                #expect(few.contains("Chưa đủ phiếu") && !few.contains("answers-scale"))
            }
            let page = try await client.get("/reports/ratings", as: "tuan").text
            #expect(page.contains("83,3") && page.contains("answers-scale") && !page.contains("Đọc ý kiến"))
            #expect(!page.contains("Chờ lâu"))
            #expect(try await client.post("/reports/ratings", as: "tuan").status == .forbidden)
            let read = try await client.post("/reports/ratings", ["office": SampleDesk.tanNinh], as: "chau")
            #expect(read.text.contains("Chờ lâu &lt;b&gt;quá&lt;/b&gt;") && read.text.contains("Rất không hài lòng"))
            let noted = try await city.database.read {
                try $0.value("SELECT count(*) FROM ledger_inbox WHERE act = 'dossiers.ratings-read'", as: Int.self)
            }
            #expect(noted == 1)
            #expect(try await client.get("/reports/ratings?from=x", as: "chau").status == .unprocessableContent)
            let board = try await client.get("/service-board", as: nil).text
            #expect(board.contains("83,3") && !board.contains("Chờ lâu"))
        }
    }
}
