// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What the statuses of devices mean and which of them count.
package struct StatusRules: Sendable {
    private let kinds: [Status: (kind: String, counts: Bool)]

    init(_ table: ReferenceTable) throws {
        var kinds: [Status: (String, Bool)] = [:]
        for row in table.rows {
            kinds[Status(rawValue: try row.text("status"))] = (try row.text("kind"), try row.truth("counts"))
        }
        self.kinds = kinds
    }

    /// Whether values of this status enter means, indices and checks of limits.
    /// An unknown status does not count; its values are kept and shown.
    package func counts(_ status: Status) -> Bool { kinds[status]?.counts ?? false }

    package func name(of status: Status) -> Message {
        guard let kind = kinds[status]?.kind else {
            return Message("environment.status.unknown", ["status": .text(status.rawValue)])
        }
        return Message("environment.status.\(kind)")
    }
}
