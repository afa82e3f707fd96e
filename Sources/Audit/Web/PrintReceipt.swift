// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import Ledger
import Logging
import NIOCore
import Ports
import SQLStore
import Web

extension AuditFeature {
    /// The receipt as PDF; the file that programs check lies in it.
    @Sendable func printReceipt(_ request: Request, _ context: WebContext) async throws -> Response {
        let number = try number(context)
        let found = try await database.read { tx -> (LedgerReceipt, SealedEntry)? in
            guard let receipt = try LedgerReceipt.of(number, in: tx), let entry = try EntryStore.entry(number, in: tx)
            else { return nil }
            return (receipt, entry)
        }
        guard let (receipt, entry) = found, let checkpoint = receipt.promised else { throw AuditError.notSignedYet }
        let origin = context.site.settings.publicOrigin
        let sheet = ReceiptSheet(
            city: context.site.city.text(in: context.language), receipt: receipt, entry: entry, checkpoint: checkpoint,
            address: origin + codes.address(of: entry).text, acts: acts)
        let document = PrintedDocument(
            html: sheet.html(in: context.wording),
            attachments: [.init(name: ReceiptSheet.attachmentName(number), bytes: Array(receipt.text.utf8))])
        do throws(PrintingError) {
            let bytes = try await printing.pdf(of: document)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/pdf", .cacheControl: "no-store",
                    .contentDisposition: "attachment; filename=\"receipt-\(number).pdf\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        } catch {
            context.logger.warning("a receipt was not printed", metadata: ["why": "\(error)"])
            throw error == .overloaded ? AuditError.printingBusy : AuditError.notPrinted
        }
    }
}
