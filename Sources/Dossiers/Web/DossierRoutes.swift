// SPDX-License-Identifier: Apache-2.0

import Basics
package import Web

extension DossiersFeature {
    /// What is done with dossiers, and where applicants follow theirs.
    private var deskRoutes: [Route] {
        [
            .get("/dossiers", Self.workers, showInbox),
            .get("/dossiers/new", Self.receivers, chooseProcedure),
            .get("/dossiers/new/{code}", Self.receivers, showIntake),
            .post("/dossiers/new/{code}", Self.receivers, receiveDossier),
            .get("/dossiers/alerts", Self.workers, listAlerts),
            .get("/reports/dossiers", Self.workers, showReport),
            .get("/reports/dossiers.csv", Self.workers, answers: .data, exportReport),
            .get("/reports/ratings", Self.workers, showRatings),
            .post("/reports/ratings", Self.ratingReaders, readRatingWords),
            .get("/service-board", .everyone, showServiceBoard).shared(),
            .get("/dossiers/list.csv", Self.workers, answers: .data, exportInboxAsCSV),
            .get("/dossiers/list.xlsx", Self.workers, answers: .data, exportInboxAsWorkbook),
            .get("/dossiers/{dossier}/forms/{form}", Self.workers, printForm),
            .get("/my/dossiers/{dossier}/forms/{form}", .citizen, printOwnForm),
            .get("/dossiers/signatures", Self.approvers, showSignatures),
            .post("/dossiers/signatures", Self.signers, signSeveral),
            .get("/dossiers/templates", Self.approvers, listTemplates),
            .get("/dossiers/templates/{code}", Self.approvers, showTemplate),
            .post("/dossiers/templates/{code}", Self.approvers, saveTemplate),
            .get("/dossiers/offices", Self.keepers, listOffices),
            .post("/dossiers/offices", Self.settlers, setOffice),
            .get("/dossiers/{dossier}", Self.workers, showDossier),
            .get("/dossiers/{dossier}/receipt.pdf", Self.workers, printDossierReceipt),
            .get("/dossiers/{dossier}/draft.pdf", Self.workers, previewDraft),
            .get("/dossiers/{dossier}/result.pdf", Self.workers, fetchResult),
            .get("/dossiers/{dossier}/result.p7s", Self.workers, fetchSignature),
            .post("/dossiers/{dossier}/drafts", Self.workers, saveResultDraft).accepting(
                bytes: files.check.limits.formBytes),
            .post("/dossiers/{dossier}/results", Self.numberers, attachResult).accepting(
                bytes: files.check.limits.formBytes),
            .post("/dossiers/{dossier}/data", Self.workers, readPersonalData),
            .post("/dossiers/{dossier}/files/{file}", Self.workers, openDossierFile),
            .post("/dossiers/{dossier}/acts", Self.workers, actOnDossier),
            .post("/dossiers/{dossier}/signatures", Self.signers, signDossier),
            .post("/dossiers/{dossier}/assignment", Self.workers, assignDossier),
            .post("/dossiers/{dossier}/transfer", Self.workers, transferDossier),
            .post("/dossiers/{dossier}/payments", Self.receivers, payDossier),
            .post("/dossiers/{dossier}/supplements", Self.receivers, supplyDossier),
            .post("/dossiers/{dossier}/withdrawal", Self.receivers, withdrawDossier),
            .post("/dossiers/{dossier}/resumption", Self.workers, resumeDossier),
            .get("/follow", .everyone, askToFollow),
            .post("/follow", .everyone, followDossier),
            .post("/follow/result", .everyone, fetchFollowedResult),
            .post("/follow/rating", .everyone, rateFollowedDossier),
            .get("/my/dossiers", .citizen, listOwnDossiers),
            .get("/my/dossiers/{dossier}", .citizen, showOwnDossier),
            .get("/my/dossiers/{dossier}/receipt.pdf", .citizen, printOwnReceipt),
            .get("/my/dossiers/{dossier}/result.pdf", .citizen, fetchOwnResult),
            .get("/my/dossiers/{dossier}/result.p7s", .citizen, fetchOwnSignature),
            .get("/my/dossiers/{dossier}/files/{file}", .citizen, openOwnFile),
            .get("/my/dossiers/{dossier}/supplement", .citizen, askSupplement),
            .post("/my/dossiers/{dossier}/supplement", .citizen, giveSupplement),
            .post("/my/dossiers/{dossier}/supplement/files", .citizen, sendSupplementFile).accepting(
                bytes: files.check.limits.uploadBytes),
            .get("/my/dossiers/{dossier}/supplement/files/{file}", .citizen, openSupplementFile),
            .post("/my/dossiers/{dossier}/supplement/files/{file}/removal", .citizen, removeSupplementFile),
            .post("/my/dossiers/{dossier}/rating", .citizen, rateOwnDossier),
            .get("/my/dossiers/{dossier}/withdrawal", .citizen, askWithdrawal),
            .post(
                "/my/dossiers/{dossier}/withdrawal", .all([.citizen, .proved(within: .minutes(15))]),
                withdrawOwnDossier),
        ]
    }

    /// What citizens fill in and hand in. Handing in is an act: it asks for a fresh proof.
    package var applyRoutes: RouteTable {
        RouteTable(
            "dossiers.apply",
            [
                .get("/apply/{code}", .citizen, showStart),
                .post("/apply/{code}", .citizen, startApplication),
                .get("/my/drafts", .citizen, listDrafts),
                .get("/my/drafts/{draft}", .citizen, showDraft),
                .get("/my/drafts/{draft}/pages/{page}", .citizen, showFormPage),
                .post("/my/drafts/{draft}/pages/{page}", .citizen, saveFormPage),
                .get("/my/drafts/{draft}/papers", .citizen, showDraftPapers),
                .post("/my/drafts/{draft}/papers", .citizen, saveDraftPapers),
                .get("/my/drafts/{draft}/papers/{paper}", .citizen, showPaperFiles),
                .post("/my/drafts/{draft}/papers/{paper}", .citizen, sendPaperFile).accepting(
                    bytes: files.check.limits.uploadBytes),
                .get("/my/drafts/{draft}/files/{file}", .citizen, openPaperFile),
                .post("/my/drafts/{draft}/files/{file}/removal", .citizen, removePaperFile),
                .post("/my/drafts/{draft}/deletion", .citizen, deleteDraft),
                .post(
                    "/my/drafts/{draft}/submission", .all([.citizen, .proved(within: .minutes(15))]), submitDraft),
            ])
    }

    /// Method, address, who may, endpoint.
    package var routes: RouteTable {
        RouteTable(
            "dossiers",
            [
                .get("/procedures", .everyone, listProcedures).shared(),
                .get("/procedures.json", .everyone, answers: .data, listProceduresAsData).shared(),
                .get("/procedures/levels", .everyone, showLevels),
                .get("/procedures/{code}", .everyone, showProcedure),
                .get("/procedures/{code}/eligibility", .everyone, checkEligibility),
                .get("/procedures/{code}/record.json", .everyone, answers: .data, showProcedureAsData),
                .get("/procedures/{code}/versions/{number}", .everyone, showVersion),
                .get("/procedures/{code}/versions/{number}/changes", .everyone, showChanges),
                .get("/procedures/definitions", .everyone, listDefinitions),
                .get("/procedures/{code}/definition", .everyone, showDefinition),
                .get("/procedures/{code}/definition.yaml", .everyone, answers: .data, showDefinitionText),
                .get("/procedures/{code}/form.schema.json", .everyone, answers: .data, showFormSchema),
                .get("/procedures/{code}/process.bpmn", .everyone, answers: .data, showProcess),
                .get("/procedures/{code}/definition/draft", Self.settlers, showDefinitionDraft),
                .post("/procedures/{code}/definition/draft", Self.publishers, publishDefinition)
                    .accepting(bytes: 4 * BoundedYAML.largest),
                .post("/procedures/{code}/versions/{number}/validity", Self.settlers, setValidity),
                .post("/procedures/{code}/levels", Self.settlers, setLevel),
                .get("/procedures/office-hours", Self.readers, showOfficeHours),
                .post("/procedures/office-hours", Self.settlers, setOfficeHours),
                .get("/procedures/imports", Self.keepers, listImports),
                .post("/procedures/imports", Self.keepers, keepImport).accepting(bytes: CatalogueFile.sizeLimit),
                .post("/procedures/imports/shipped", Self.keepers, keepShipped),
                .get("/procedures/imports/{import}", Self.keepers, showImport),
                .get("/procedures/imports/{import}/refused.csv", Self.keepers, answers: .data, listRefused),
                .post("/procedures/imports/{import}/confirmation", Self.settlers, confirmImport),
                .post("/procedures/imports/{import}/discarding", Self.keepers, discardImport),
                .get("/procedures/conflicts", Self.readers, listConflicts),
                .get("/procedures/conflicts/{id}", Self.readers, showConflict),
                .post("/procedures/conflicts/{id}/settlement", Self.settlers, settleConflict),
                .get("/results/verify", .everyone, showResultVerification),
                .post("/results/verify", .everyone, compareResult).accepting(bytes: files.check.limits.formBytes),
                .get("/administration/signing", Self.keepers, showSigning),
                .get("/administration/files", Self.keepers, showFiles),
                .post("/administration/files/trial", Self.keepers, tryFile).accepting(
                    bytes: files.check.limits.formBytes),
            ] + deskRoutes)
    }
}
