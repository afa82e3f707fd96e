// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

extension People {
    /// What a table would do to the staff as it is now.
    func table(_ text: String) async throws -> PeopleTable {
        let logins = try await database.read { tx in
            Set(try tx.rows("SELECT login_key FROM identity_account").map { try $0.get(0, as: String.self) })
        }
        return PeopleTable(
            text, staff: try await staff(), chart: try await organisation.chart(), logins: logins)
    }

    /// Takes in every row that is right, in one transaction: people who are
    /// not there yet, posts that are not, who holds them, whose accounts are whose.
    ///
    /// - Complexity: A few statements for some hundred rows: others wait for no longer
    ///   than a moment, also for thousands of people.
    func takeIn(_ entries: [PeopleTable.Entry], by actor: Actor) async throws {
        let staff = try await staff()
        let now = clock.now
        try await kept.changing { mark in
            try await database.write { tx in
                var intake = PeopleIntake(staff: staff, accounts: try StaffStore.holders(in: tx), actor: actor, at: now)
                for entry in entries { intake.add(entry) }
                try intake.write(in: tx)
                try tx.announce(StaffStore.channel, mark)
            }
        }
    }
}
