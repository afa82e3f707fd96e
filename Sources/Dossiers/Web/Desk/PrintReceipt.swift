// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Logging
import Ports
import Web

extension DossiersFeature {
    @Sendable func printDossierReceipt(_ request: Request, _ context: WebContext) async throws -> Response {
        try await receipt(of: try await dossierPage(context).whole, context)
    }

    @Sendable func printOwnReceipt(_ request: Request, _ context: WebContext) async throws -> Response {
        try await receipt(of: try await desk.own(dossierID(context), of: context.viewer.actor), context)
    }

    /// Form 01, as it was promised: a dossier that went on since keeps its receipt.
    private func receipt(of whole: DossierDesk.Whole, _ context: WebContext) async throws -> Response {
        let form = try whole.receiptForm(origin: results.origin)
        let bytes: [UInt8]
        do {
            bytes = try await results.printing.pdf(of: try form.document(in: context.site.wording(.vi)))
        } catch {
            logger.warning(
                "receipt not printed", metadata: ["dossier": "\(whole.dossier.code)", "why": "\(error)"])
            throw DossierError.cannotPrint
        }
        return Attachment.response(bytes, "application/pdf", named: "\(whole.dossier.code).pdf")
    }
}

extension DossierDesk.Whole {
    /// - Throws: `DossierError.notReceivedYet`.
    func receiptForm(origin: String) throws -> ReceiptForm {
        guard let received = facts.first(where: { $0.kind == .received }) else { throw DossierError.notReceivedYet }
        let office = offices[dossier.reception]?.name ?? offices[dossier.office]?.name ?? ""
        let lines = definition.fees(
            by: dossier.channel, case: dossier.caseCode,
            answers: Answers(today: CivilZone.vietNam.day(of: received.at), answers))
        let number = dossier.code.split(separator: "-").last.flatMap { Int($0) } ?? 0
        let limit = received.promise?.limit
        return ReceiptForm(
            head: FormHead(
                office: office, section: "", code: dossier.code, key: lookUpKey,
                address: origin + "/follow?code=" + dossier.code, place: "",
                day: CivilZone.vietNam.day(of: received.at)),
            party: party,
            content: "\(dossier.procedureName) (\(dossier.procedure))",
            papers: papers.isEmpty
                ? [.init(name: dossier.procedureName, originals: 0, copies: 0)]
                : papers.map {
                    .init(
                        name: $0.name, originals: $0.originals, copies: $0.copies, isElectronic: $0.source == .upload)
                },
            limit: limit.map(PrintedWords.words) ?? Message("dossiers.desk.due-none"), receivedAt: received.at,
            dueAt: received.moment,
            collection: bank["receives-result"]?.options.first { answers["receives-result"] == .text($0.code) }?.name.vi
                ?? "",
            fees: lines.compactMap { line in
                line.amount.flatMap { $0 > 0 ? .init(name: line.fee.name.vi, amount: Int(clamping: $0)) : nil }
            },
            reckoning: Message(
                "dossiers.receipt.reckoning.\(received.promise?.policy == "by-days" ? "days" : "hours")"),
            book: String(CivilZone.vietNam.day(of: received.at).year), order: number, receiver: received.by.name)
    }
}
