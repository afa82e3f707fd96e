// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Offices that take dossiers, the numbers they give, and what they counted.
package enum OfficeStore {
    private static let columns: SQL = "unit, unit_code, agency, name, name_en"

    /// All of them, in the order of their agencies' codes: some hundreds in a province.
    package static func offices(in tx: any Reading) throws -> [DossierOffice] {
        try tx.rows("SELECT \(columns) FROM dossier_office ORDER BY agency").map(office)
    }

    package static func office(_ unit: String, in tx: any Reading) throws -> DossierOffice? {
        try tx.row("SELECT \(columns) FROM dossier_office WHERE unit = \(unit)").map(office)
    }

    static func unit(ofAgency agency: String, in tx: any Reading) throws -> String? {
        try tx.value("SELECT unit FROM dossier_office WHERE agency = \(agency)")
    }

    static func set(_ office: DossierOffice, by actor: Actor, at moment: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_office (\(columns), set_by, set_at)
            VALUES (\(office.unit), \(office.unitCode), \(office.agency), \(office.name), \(office.nameEnglish),
                \(actor.stored), \(moment))
            ON CONFLICT (unit) DO UPDATE SET unit_code = excluded.unit_code, agency = excluded.agency,
                name = excluded.name, name_en = excluded.name_en, set_by = excluded.set_by, set_at = excluded.set_at
            """)
    }

    /// The office's next number of a day: each is given once, whoever asks at the same moment.
    static func nextNumber(of office: String, on day: CivilDay, in tx: any Transaction) throws -> Int {
        try tx.rows(
            """
            INSERT INTO dossier_sequence (office, day, last) VALUES (\(office), \(day.number), 1)
            ON CONFLICT (office, day) DO UPDATE SET last = dossier_sequence.last + 1 RETURNING last
            """
        ).first?.get(0) ?? 1
    }

    /// The next number of the office's results, which begin with 1 on 1 January.
    static func nextResult(of office: String, year: Int, in tx: any Transaction) throws -> Int {
        try tx.rows(
            """
            INSERT INTO dossier_result_sequence (office, year, last) VALUES (\(office), \(year), 1)
            ON CONFLICT (office, year) DO UPDATE SET last = dossier_result_sequence.last + 1 RETURNING last
            """
        ).first?.get(0) ?? 1
    }

    /// The last number of the office's results of a year; 0 before the first.
    static func lastResult(of office: String, year: Int, in tx: any Reading) throws -> Int {
        try tx.value("SELECT last FROM dossier_result_sequence WHERE office = \(office) AND year = \(year)") ?? 0
    }

    private static func office(_ row: Row) throws -> DossierOffice {
        DossierOffice(
            unit: try row.get(0), unitCode: try row.get(1), agency: try row.get(2), name: try row.get(3),
            nameEnglish: try row.get(4))
    }
}
