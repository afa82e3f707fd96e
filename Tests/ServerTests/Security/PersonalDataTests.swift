// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore
import TestSupport
import Testing

@testable import Server

/// docs/security/personal-data.md against the schema as the program makes it.
@Suite("The list of personal data")
struct PersonalDataTests {
    /// Tables of Identity in which no column tells of a living person.
    static let impersonalTables: Set = [
        "identity_org_state", "identity_org_unit", "identity_org_unit_version", "identity_org_outline",
        "identity_org_succession", "identity_org_competence", "identity_post",
    ]

    /// Columns of Identity's other tables that tell nothing of a person.
    static let impersonal: Set = [
        "identity_account.is_sample", "identity_account.password_due", "identity_account.version",
        "identity_session.id", "identity_session.token_digest",
        "identity_sign_in_failure.failures", "identity_sign_in_failure.last_at",
        "identity_sign_in_failure.locked_until", "identity_event.id", "identity_event.at", "identity_event.kind",
        "identity_person.version", "identity_appointment.id", "identity_appointment.post_id",
        "identity_appointment.kind", "identity_delegation.id", "identity_delegation.appointment_id",
        "identity_delegation.roles", "identity_delegation.valid_from", "identity_delegation.valid_to",
        "identity_act.id", "identity_act.at", "identity_act.kind", "identity_org_plan.id", "identity_org_plan.title",
        "identity_org_plan.act", "identity_org_plan.effective_on", "identity_org_plan.state",
        "identity_org_plan.steps", "identity_org_plan.created_at", "identity_org_plan.decided_at",
        "identity_org_plan.version", "identity_org_import.id", "identity_org_import.name",
        "identity_org_import.content", "identity_org_import.state", "identity_org_import.created_at",
        "identity_org_import.ended_at", "identity_org_import.taken", "identity_org_import.refused",
        "identity_half_sign_in.token_digest", "identity_authentication.id", "identity_api_token.id",
        "identity_api_token.digest", "identity_api_token.name", "identity_api_token.scopes",
        "identity_api_token.unit_code", "identity_api_token.created_at", "identity_api_token.expires_at",
        "identity_api_token.revoked_at", "identity_api_token.last_used_at", "identity_first_run.digest",
        "identity_first_run.made_at", "identity_personal.field", "identity_personal.version",
        "identity_personal_reading.id",
        "identity_personal_reading.field", "identity_personal_reading.way", "identity_data_request.id",
        "identity_data_request.due_on", "identity_data_request.state", "identity_data_request.answered_at",
        "identity_retention_rule.field", "identity_retention_rule.days", "identity_retention_rule.ground",
        "identity_retention_rule.set_at", "identity_legal_hold.id", "identity_legal_hold.placed_at",
        "identity_legal_hold.lifted_at", "identity_citizen_session.id", "identity_citizen_session.token_digest",
        "identity_working_day.id", "identity_working_day.day", "identity_working_day.kind",
        "identity_working_day.is_provisional", "identity_working_day.name", "identity_working_day.source",
        "identity_working_day.reason", "identity_working_day.announced_at", "identity_working_year.year",
        "identity_working_year.source", "identity_working_year.completed_at",
        "identity_email_code.wrong", "identity_openid_return.state_digest", "identity_openid_return.at",
    ]

    /// Columns of other features whose name sounds like a person and that hold none.
    static let harmless: Set = [
        "environment_event.address", "ledger_witness.address", "ledger_checkpoint.note", "ledger_witness.note",
        "ledger_witnessed.note",
    ]

    private static func columns() async throws -> [String] {
        try await Backend.sqlite.withDatabase { database in
            _ = try await City.migrator.migrate(database, at: .machine)
            return try await database.read { tx in
                try tx.rows(
                    """
                    SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, 2
                    """
                ).map { "\(try $0.get(0, as: String.self)).\(try $0.get(1, as: String.self))" }
            }
        }
    }

    /// Columns the document names, with the cells of their line.
    private static func told() throws -> [String: [String]] {
        let text = try #require(SourceTree.text(of: "docs/security/personal-data.md"))
        var told: [String: [String]] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let name = cells[0].filter { $0 != "`" }
            #expect(told[name] == nil, "\(name) stands twice")
            told[name] = cells
        }
        return told
    }

    @Test("every column of Identity is either told of or known to hold nobody")
    func identity() async throws {
        let told = try Self.told()
        for column in try await Self.columns() where column.hasPrefix("identity_") {
            let table = String(column.prefix { $0 != "." })
            let isImpersonal = Self.impersonalTables.contains(table) || Self.impersonal.contains(column)
            #expect(
                isImpersonal != (told[column] != nil),
                "\(column): say in docs/security/personal-data.md what it holds of people, or here that it holds nothing"
            )
        }
    }

    @Test("a column of any feature that sounds like a person is told of")
    func others() async throws {
        let told = try Self.told()
        let sound =
            /(^|_)(by|by_name|actor|actor_name|user_agent|person|person_id|account|account_id|login|phone|email|address|owner|note|name_of_person)$/
        for column in try await Self.columns() where !column.hasPrefix("identity_") {
            let name = column.split(separator: ".")[1]
            guard name.contains(sound), !Self.harmless.contains(column) else { continue }
            #expect(told[column] != nil, "\(column)")
        }
    }

    @Test("the document says of each purpose, right, readers, time and end, and names no column that is not there")
    func whole() async throws {
        let columns = Set(try await Self.columns())
        for (name, cells) in try Self.told() {
            #expect(columns.contains(name), "\(name) is not in the schema")
            #expect(cells.count == 6 && cells.allSatisfy { !$0.isEmpty }, "\(name)")
        }
    }
}
