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
                .get("/procedures/{code}", .everyone, showProcedure),
                .get("/procedures/{code}/record.json", .everyone, answers: .data, showProcedureAsData),
                .get("/procedures/{code}/versions/{number}/changes", .everyone, showChanges),
                .get("/procedures/definitions", .everyone, listDefinitions),
                .get("/procedures/{code}/definition", .everyone, showDefinition),
                .get("/procedures/{code}/definition.yaml", .everyone, answers: .data, showDefinitionText),
                .get("/procedures/{code}/form.schema.json", .everyone, answers: .data, showFormSchema),
                .get("/procedures/{code}/process.bpmn", .everyone, answers: .data, showProcess),
                .get("/procedures/{code}/definition/draft", Self.settlers, showDefinitionDraft),
                .post("/procedures/{code}/definition/draft", Self.publishers, publishDefinition)
                    .accepting(bytes: 4 * BoundedYAML.largest),
                .get("/procedures/conflicts", Self.readers, listConflicts),
                .get("/procedures/conflicts/{id}", Self.readers, showConflict),
                .post("/procedures/conflicts/{id}/settlement", Self.settlers, settleConflict),
            ])
    }
}
