// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import HummingbirdTesting
import SQLStore
import TestSupport
import Testing
import Web

@testable import Server

@Suite("The page that checks results", .serialized)
struct ResultPageTests {
    @Test("tells anybody with the code what it is, the holder masked, and stores nothing")
    func found() async throws {
        try await SeededCity.open(on: .sqlite, rows: 2) { seeded in
            try await seeded.serve { crowd in
                let page = try await crowd.ask(.get, "/results/verify?code=mmmm-oooo-0000-0001")
                #expect(page.status == .ok && page.headers[.cacheControl] == "no-store")
                #expect(page.text.contains("Kết quả thật") && page.text.contains("1/GXN-UBND"))
                #expect(page.text.contains("Trần T… H…") && !page.text.contains("Hoà"))
                for (code, status) in [
                    ("", HTTPResponse.Status.unprocessableContent), ("x", .unprocessableContent),
                    ("MMMM000000000099", .notFound), ("%00", .unprocessableContent),
                    ("%F0%9F%8C%8A", .unprocessableContent),
                ] {
                    let answer = try await crowd.ask(.get, "/results/verify?code=\(code)")
                    #expect(answer.status == status, "\(code)")
                    #expect(answer.headers[.cacheControl] == "no-store" && answer.text.contains("error-summary"))
                }
                let empty = try await crowd.ask(.get, "/results/verify")
                #expect(empty.status == .ok && !empty.text.contains("error-summary"))
            }
            try await seeded.quietDatabase.write { tx in
                try tx.execute(
                    """
                    UPDATE dossier_result SET revoked_at = \(SeededCity.start), revoked_by = 'person:x',
                        revoked_reason = 'Cấp <nhầm> người' WHERE code = 'MMMM000000000001'
                    """)
            }
            try await seeded.serve { crowd in
                let page = try await crowd.ask(.get, "/results/verify?code=MMMM000000000001").text
                #expect(page.contains("đã bị thu hồi") && page.contains("Cấp &lt;nhầm&gt; người"))
                #expect(!page.contains("Kết quả thật"))
            }
        }
    }
}
