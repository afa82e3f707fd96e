// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Ledger
import SQLStore
import Web

extension AuditFeature {
    /// Where the code on a printed receipt leads: what the ledger holds under
    /// it, proven anew up to a signed checkpoint. Whoever has the paper has the
    /// code; numbers and hashes alone are answered like nothing at all.
    @Sendable func verifyCode(_ request: Request, _ context: WebContext) async throws -> Response {
        let number = Int(try context.parameter("number")) ?? 0
        let code = try context.parameter("code").lowercased()
        let judgement = try await database.read { tx -> LedgerReceipt.Judgement? in
            guard number > 0, let entry = try EntryStore.entry(number, in: tx), codes.isCode(code, of: entry) else {
                return nil
            }
            guard let receipt = try LedgerReceipt.of(number, in: tx) else { throw AuditError.notSignedYet }
            return receipt.judgement(
                trusting: try CheckpointStore.keys(in: tx), origin: try CheckpointStore.log(in: tx)?.origin)
        }
        var page = VerificationPage(acts: acts)
        page.judgement = judgement
        page.isUnknownCode = judgement == nil
        return context.page(page.content, status: judgement == nil ? .notFound : .ok)
    }
}
