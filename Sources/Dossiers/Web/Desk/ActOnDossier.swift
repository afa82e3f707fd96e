// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import Web

extension DossiersFeature {
    /// Acts that sign ask who it is once more.
    static let signers = Policy.all([.role(.approver), .proved(within: .minutes(15))])

    @Sendable func actOnDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        try await act(context, isProved: false)
    }

    @Sendable func signDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        try await act(context, isProved: true)
    }

    private func act(_ context: WebContext, isProved: Bool) async throws -> Response {
        let form = context.form
        let code = form["action"]
        var deed = Deed(code)
        deed.words = form.lines("words-\(code)")
        deed.isProved = isProved
        deed.isOnPaper = form.isChecked("on-paper-\(code)")
        for need in ProcedureDefinition.Need.allCases where form.isChecked("\(need.rawValue)-\(code)") {
            deed.confirmed.insert(need)
        }
        if let day = form.day("until-\(code)") {
            // A day that is named lasts until the office closes.
            deed.moment = CivilZone.vietNam.start(of: day) + .hours(17)
        }
        let made = deed
        return try await answer(context, refused: code) { id, revision in
            try await desk.act(made, on: id, revision: revision, by: context.viewer.actor)
        }
    }

    @Sendable func assignDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        let account = context.form["account"]
        return try await answer(context, refused: "assign") { id, revision in
            try await desk.assign(id, to: account, revision: revision, by: context.viewer.actor)
        }
    }

    @Sendable func transferDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        let (office, reason) = (context.form["office"], context.form.lines("words-transfer"))
        return try await answer(context, refused: "transfer") { id, revision in
            try await desk.transfer(id, to: office, because: reason, revision: revision, by: context.viewer.actor)
        }
    }

    @Sendable func payDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        let digits = context.form["amount-pay"].filter { !" .".contains($0) }
        return try await answer(context, refused: "pay") { id, revision in
            guard let amount = Int64(digits) else { throw DossierError.amountMissing }
            return try await desk.pay(id, amount: amount, revision: revision, by: context.viewer.actor)
        }
    }

    @Sendable func supplyDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        let words = context.form.lines("words-supply")
        return try await answer(context, refused: "supply") { id, revision in
            try await desk.supply(id, words: words, revision: revision, by: context.viewer.actor)
        }
    }

    @Sendable func withdrawDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        let reason = context.form.lines("words-withdraw")
        return try await answer(context, refused: "withdraw") { id, revision in
            try await desk.withdraw(id, because: reason, revision: revision, by: context.viewer.actor)
        }
    }

    @Sendable func resumeDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        try await answer(context, refused: "resume") { id, revision in
            try await desk.resume(id, revision: revision, by: context.viewer.actor)
        }
    }

    /// Does the act, or shows the dossier as it is now with what was typed and why it was refused.
    func answer(
        _ context: WebContext, refused code: String, _ act: (Dossier.ID, Int) async throws -> Dossier
    ) async throws -> Response {
        let id = try dossierID(context)
        do {
            let dossier = try await act(id, context.form.integer("revision") ?? -1)
            return context.redirect(
                to: Address("/dossiers/\(dossier.id.description)"),
                flash: Flash(.success, Message("dossiers.desk.done", ["status": .message(dossier.status.message)])))
        } catch let error as any UserFacing where !(error is PermissionError) && (error as? DossierError) != .unknown {
            var page = try await dossierPage(context)
            page.typed = context.form
            page.refused = context.form.value("form") ?? code
            page.errors.add(Self.field(of: error, in: code), error.answer.message)
            return context.page(page.content, status: .init(code: error.answer.status))
        }
    }

    /// Which field an error is about; the act as a whole where it is about none.
    private static func field(of error: any UserFacing, in code: String) -> String {
        if error is FileError || error as? DossierError == .resultNotPDF { return "file-\(code)" }
        return switch error as? DossierError {
        case .missing(let need) where [.papersChecked, .applicantConfirmed, .receiptSigned].contains(need):
            "\(need.rawValue)-\(code)"
        case .missing, .wordsTooLong: "words-\(code)"
        case .extensionTooEarly, .extensionTooLong: "until-\(code)"
        case .amountMissing: "amount-pay"
        case .sameOffice, .unknownOffice: "office"
        case .notHolder: "account"
        default: "act-\(code)"
        }
    }
}
