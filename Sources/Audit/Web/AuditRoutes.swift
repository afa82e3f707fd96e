// SPDX-License-Identifier: Apache-2.0

package import Web

extension AuditFeature {
    /// Method, address, who may, endpoint.
    package var routes: RouteTable {
        RouteTable(
            "audit",
            [
                .get("/ledger", Self.readers, listEntries),
                .get("/ledger/entries.csv", Self.readers, answers: .data, exportTable),
                .get("/ledger/entries.json", Self.readers, answers: .data, exportPage),
                .get("/ledger/entries/{number}", Self.readers, showEntry),
                .get("/ledger/entries/{number}/receipt.json", Self.readers, answers: .data, downloadReceipt),
                .get("/ledger/entries/{number}/receipt.pdf", Self.readers, printReceipt),
                .get("/ledger/checkpoints", .everyone, listCheckpoints),
                .signed("/ledger/witness", .everyone, takeCheckpoint).accepting(bytes: 131_072),
                .get("/verify", .everyone, showVerification),
                .post("/verify", .everyone, verifyReceipt),
                .get("/verify/{number}/{code}", .everyone, verifyCode),

                .get("/api/ledger/checkpoint", .everyone, answers: .data, latestCheckpoint),
                .get("/api/ledger/keys", .everyone, answers: .data, listKeys),
                .get("/api/ledger/proofs/inclusion", .everyone, answers: .data, proveInclusion),
                .get("/api/ledger/proofs/consistency", .everyone, answers: .data, proveConsistency),
            ])
    }
}
