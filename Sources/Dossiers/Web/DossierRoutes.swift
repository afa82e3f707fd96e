// SPDX-License-Identifier: Apache-2.0

package import Web

extension DossiersFeature {
    /// Method, address, who may, endpoint.
    package var routes: RouteTable {
        RouteTable(
            "dossiers",
            [
                .get("/procedures", .everyone, listProcedures).shared(),
                .get("/procedures.json", .everyone, answers: .data, listProceduresAsData).shared(),
                .get("/procedures/levels", .everyone, showLevels),
                .get("/procedures/{code}", .everyone, showProcedure),
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
            ])
    }
}
