// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore

/// The questions about planned reorganisations.
enum PlanStore {
    private static let columns: SQL = """
        id, title, act, effective_on, state, steps, created_at, created_by, decided_at, decided_by, version
        """

    /// All plans, the latest first: a handful in a decade.
    static func plans(in tx: any Reading) throws -> [Reorganisation] {
        try tx.rows("SELECT \(columns) FROM identity_org_plan ORDER BY id DESC LIMIT 200").map(plan(of:))
    }

    /// When each plan takes effect, and how far it is, the latest first.
    static func dates(in tx: any Reading) throws -> [(state: Reorganisation.State, effectiveOn: CivilDay)] {
        try tx.rows("SELECT state, effective_on FROM identity_org_plan ORDER BY id DESC LIMIT 200").map { row in
            (Reorganisation.State(rawValue: try row.get(0)) ?? .discarded, try row.get(1))
        }
    }

    static func plan(_ id: Reorganisation.ID, in tx: any Reading) throws -> Reorganisation? {
        try tx.row("SELECT \(columns) FROM identity_org_plan WHERE id = \(id)").map(plan(of:))
    }

    static func insert(_ plan: Reorganisation, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_org_plan (id, title, act, effective_on, state, steps, created_at, created_by,
                decided_at, decided_by, version)
            VALUES (\(plan.id), \(plan.title), \(plan.act), \(plan.effectiveOn), \(plan.state.rawValue),
                \(text(of: plan.steps)), \(plan.createdAt), \(plan.createdBy), NULL, NULL, 1)
            """)
    }

    /// - Returns: Whether the plan was still a draft at its version.
    static func update(_ plan: Reorganisation, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_org_plan
            SET title = \(plan.title), act = \(plan.act), effective_on = \(plan.effectiveOn),
                steps = \(text(of: plan.steps)), version = version + 1
            WHERE id = \(plan.id) AND version = \(plan.version) AND state = 'draft'
            """) == 1
    }

    /// - Returns: Whether the plan was still at its version.
    static func set(
        _ state: Reorganisation.State, of plan: Reorganisation, by actor: String?, at moment: Instant?,
        in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_org_plan
            SET state = \(state.rawValue), decided_at = \(moment), decided_by = \(actor), version = version + 1
            WHERE id = \(plan.id) AND version = \(plan.version) AND state = \(plan.state.rawValue)
            """) == 1
    }

    private static func text(of steps: [Reorganisation.Step]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(steps)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    private static func plan(of row: Row) throws -> Reorganisation {
        let steps: String = try row.get(5)
        return Reorganisation(
            id: try row.get(0), title: try row.get(1), act: try row.get(2), effectiveOn: try row.get(3),
            state: Reorganisation.State(rawValue: try row.get(4)) ?? .discarded,
            steps: try JSONDecoder().decode([Reorganisation.Step].self, from: Data(steps.utf8)),
            createdAt: try row.get(6), createdBy: try row.get(7), decidedAt: try row.optional(8),
            decidedBy: try row.optional(9), version: try row.get(10))
    }
}
