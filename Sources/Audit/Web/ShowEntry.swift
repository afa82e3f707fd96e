// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import SQLStore
import Web

extension AuditFeature {
    @Sendable func showEntry(_ request: Request, _ context: WebContext) async throws -> Response {
        let number = try number(context)
        let (entry, openings, receipt) = try await database.read { tx in
            guard let entry = try EntryStore.entry(number, in: tx) else { throw LedgerError.unknownEntry }
            let openings = try OpeningStore.openings(of: entry.record[.id], in: tx)
            return (entry, Set(openings.map(\.name)), try LedgerReceipt.of(number, in: tx))
        }
        let record = entry.record
        let names = try await names([record[.actor], "unit:\(record[.unit])", record[.onBehalfOf]])
        return context.page(
            EntryPage(
                entry: entry, kept: openings, receipt: receipt, code: codes.address(of: entry), acts: acts,
                names: names
            ).content)
    }

    @Sendable func downloadReceipt(_ request: Request, _ context: WebContext) async throws -> Response {
        let number = try number(context)
        guard let receipt = try await database.read({ tx in try LedgerReceipt.of(number, in: tx) }) else {
            throw AuditError.notSignedYet
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/json; charset=utf-8", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"receipt-\(number).json\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: receipt.text)))
    }

    func number(_ context: WebContext) throws -> Int {
        guard let number = Int(try context.parameter("number")), number > 0 else { throw LedgerError.unknownEntry }
        return number
    }
}

/// What can be wrong with a question to the ledger.
enum AuditError: UserFacing {
    /// The entry has no checkpoint above it yet.
    case notSignedYet
    /// Numbers that are none, or beyond what is signed.
    case noSuchProof
    /// Too many documents are being printed.
    case printingBusy
    case notPrinted

    var answer: (status: Int, message: Message) {
        switch self {
        case .notSignedYet: (409, Message("audit.error.not-signed-yet"))
        case .noSuchProof: (400, Message("audit.error.no-such-proof"))
        case .printingBusy: (503, Message("audit.error.printing-busy"))
        case .notPrinted: (503, Message("audit.error.not-printed"))
        }
    }
}
