// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The country's holidays and exchanged days as they are known now.
package protocol WorkingDays: Sendable {
    /// - Throws: When the database cannot be read.
    func workingCalendar() async throws -> WorkingCalendar
}

/// A calendar that does not change.
extension WorkingCalendar: WorkingDays {
    package func workingCalendar() async throws -> WorkingCalendar { self }
}
