// SPDX-License-Identifier: Apache-2.0

import Basics
package import SQLStore

/// Questions about the fields procedures belong to, and about some of them by code.
package enum FieldStore {
    static let migration = Migration(
        11, "procedure-fields",
        "CREATE INDEX dossier_procedure_field ON dossier_procedure (field, name_key, code);")

    /// Every field that has procedures, in the order of the alphabet without
    /// marks. Jumps from one to the next along the index: as many steps as
    /// there are fields, however many procedures.
    package static func fields(in tx: any Reading) throws -> [String] {
        var fields: [String] = []
        try tx.each(
            """
            WITH RECURSIVE known(field) AS (
                SELECT (SELECT MIN(f.field) FROM dossier_procedure f WHERE f.field > '')
                UNION ALL
                SELECT (SELECT MIN(n.field) FROM dossier_procedure n WHERE n.field > known.field)
                FROM known WHERE known.field IS NOT NULL
            ) SELECT field FROM known WHERE field IS NOT NULL
            """
        ) { fields.append(try $0.get(0)) }
        return fields.sorted { ($0.searchKey, $0) < ($1.searchKey, $1) }
    }

    /// Those of some procedures that the catalogue has, in the order asked for.
    static func heads(_ codes: [String], in tx: any Reading) throws -> [ProcedureHead] {
        guard !codes.isEmpty else { return [] }
        let heads = try tx.rows(
            """
            SELECT p.code, p.name, p.field, p.decision, p.version, p.is_online, p.is_head
            FROM dossier_procedure p WHERE p.code IN (\(SQL.list(codes)))
            """
        ).map(ProcedureSearch.head)
        let known = Dictionary(heads.map { ($0.code, $0) }) { first, _ in first }
        return codes.compactMap { known[$0] }
    }
}
