// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Questions about dossiers one by one, and their lists.
package enum DossierStore {
    static let channel = "dossiers"

    static let columns: SQL = """
        d.id, d.code, d.procedure, d.procedure_name, d.definition, d.version, d.channel, d.case_code, d.reception,
        d.citizen, d.fee, d.office, d.status, d.queue, d.step, d.holder, d.holder_name, d.submitted_at,
        d.received_at, d.due_at, d.step_due_at, d.processed_at, d.ended_at, d.revision, d.applicant,
        d.submission_key
        """

    package static func dossier(_ id: Dossier.ID, in tx: any Reading) throws -> Dossier? {
        try tx.row("SELECT \(columns) FROM dossier d WHERE d.id = \(id)").map(dossier)
    }

    static func dossier(code: String, in tx: any Reading) throws -> Dossier? {
        try tx.row("SELECT \(columns) FROM dossier d WHERE d.code = \(code)").map(dossier)
    }

    static func dossier(submission key: String, in tx: any Reading) throws -> Dossier? {
        try tx.row("SELECT \(columns) FROM dossier d WHERE d.submission_key = \(key)").map(dossier)
    }

    static func sealedAnswers(of id: Dossier.ID, in tx: any Reading) throws -> String {
        try tx.value("SELECT answers FROM dossier WHERE id = \(id)") ?? ""
    }

    static func sealedKey(of id: Dossier.ID, in tx: any Reading) throws -> String {
        try tx.value("SELECT look_up_key FROM dossier WHERE id = \(id)") ?? ""
    }

    static func add(
        _ dossier: Dossier, submission key: String, lookUpKey: String, answers: String, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO dossier (id, code, submission_key, look_up_key, procedure, procedure_name, definition, version,
                channel, case_code, reception, citizen, fee, office, status, queue, step, holder, holder_name,
                submitted_at, received_at, due_at, due_key, step_due_at, processed_at, ended_at, revision, applicant,
                answers)
            VALUES (\(dossier.id), \(dossier.code), \(key), \(lookUpKey), \(dossier.procedure),
                \(dossier.procedureName), \(dossier.definition), \(dossier.version), \(dossier.channel.rawValue),
                \(dossier.caseCode), \(dossier.reception), \(dossier.citizen), \(dossier.fee), \(dossier.office),
                \(dossier.status.rawValue), \(dossier.queue), \(dossier.step), \(dossier.holder),
                \(dossier.holderName), \(dossier.submittedAt), \(dossier.receivedAt), \(dossier.dueAt),
                \(dossier.dueKey), \(dossier.stepDueAt), \(dossier.processedAt), \(dossier.endedAt),
                \(dossier.revision), \(dossier.sealedApplicant), \(answers))
            """)
        try LoadStore.move(nil, to: dossier, in: tx)
    }

    /// Writes what an act made of it.
    ///
    /// - Returns: `false` when somebody else acted since it was read.
    static func change(_ dossier: Dossier, from revision: Int, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE dossier SET fee = \(dossier.fee), office = \(dossier.office), status = \(dossier.status.rawValue),
                queue = \(dossier.queue), step = \(dossier.step), holder = \(dossier.holder),
                holder_name = \(dossier.holderName), received_at = \(dossier.receivedAt), due_at = \(dossier.dueAt),
                due_key = \(dossier.dueKey), step_due_at = \(dossier.stepDueAt),
                processed_at = \(dossier.processedAt), ended_at = \(dossier.endedAt), revision = \(dossier.revision)
            WHERE id = \(dossier.id) AND revision = \(revision)
            """) == 1
    }

    static func addFindKeys(_ keys: Set<String>, of id: Dossier.ID, in tx: any Transaction) throws {
        try tx.insert(
            keys.sorted().map { [$0.sqlValue, id.sqlValue] }, [.text, .text], into: "dossier_find (find_key, dossier)")
    }

    /// - Parameter known: How many papers the dossier has already.
    static func addPapers(
        _ papers: [Submission.Paper], of id: Dossier.ID, after known: Int = 0, in tx: any Transaction
    ) throws {
        try tx.insert(
            papers.enumerated().map { place, paper in
                [
                    id.sqlValue, (known + place + 1).sqlValue, paper.code.sqlValue, paper.name.sqlValue,
                    paper.originals.sqlValue, paper.copies.sqlValue, paper.source.rawValue.sqlValue,
                    paper.files.joined(separator: " ").sqlValue,
                ]
            }, [.text, .integer, .text, .text, .integer, .integer, .text, .text],
            into: "dossier_paper (dossier, place, code, name, originals, copies, source, files)")
    }

    static func papers(of id: Dossier.ID, in tx: any Reading) throws -> [Submission.Paper] {
        try tx.rows(
            """
            SELECT code, name, originals, copies, source, files FROM dossier_paper
            WHERE dossier = \(id) ORDER BY place LIMIT 200
            """
        ).map { row in
            Submission.Paper(
                code: try row.get(0), name: try row.get(1), originals: try row.get(2), copies: try row.get(3),
                source: ProcedureDefinition.Paper.Source(rawValue: try row.get(4)) ?? .counter,
                files: try row.get(5, as: String.self).split(separator: " ").map(String.init))
        }
    }

    static func dossier(_ row: Row) throws -> Dossier {
        guard let channel = ProcedureDefinition.Channel(rawValue: try row.get(6)),
            let status = NationalStatus(rawValue: try row.get(12))
        else { throw StoreError.unreadable(column: "status", value: row[12]) }
        var dossier = Dossier(
            id: try row.get(0), code: try row.get(1), procedure: try row.get(2), procedureName: try row.get(3),
            definition: try row.optional(4), version: try row.get(5), channel: channel, caseCode: try row.optional(7),
            reception: try row.get(8), citizen: try row.get(9), fee: try row.optional(10), office: try row.get(11),
            status: status, queue: try row.get(13), step: try row.get(14), holder: try row.get(15),
            holderName: try row.get(16), submittedAt: try row.get(17), receivedAt: try row.optional(18),
            dueAt: try row.optional(19), stepDueAt: try row.optional(20), processedAt: try row.optional(21),
            endedAt: try row.optional(22), revision: try row.get(23), sealedApplicant: try row.get(24))
        dossier.isSample = Dossier.isSample(key: try row.get(25))
        return dossier
    }
}
