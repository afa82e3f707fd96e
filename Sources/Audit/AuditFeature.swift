// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation
package import Ledger
package import Ports
package import SQLStore
package import Web

/// The feature's front door: the ledger for those who check what was done, and
/// for anybody who holds a receipt.
package struct AuditFeature: Sendable {
    /// The names of people by `Actor.stored`, for those that are known.
    package typealias Names = @Sendable (Set<String>) async throws -> [String: String]

    let database: any Database
    /// The machine's: checkpoints are signed by it, also where the city's time is replayed.
    let clock: Clock
    let witness: WitnessDesk
    let acts: ActNames
    let printing: any Printing
    let codes: ReceiptCode
    let names: Names

    /// - Parameters:
    ///   - clock: The machine's.
    ///   - witness: Where other ledgers' checkpoints are kept.
    ///   - printing: Makes receipts for paper.
    ///   - secret: What the codes on paper are made with; the same on every node.
    ///   - acts: What the features write.
    package init(
        database: any Database, clock: Clock, witness: WitnessDesk, printing: any Printing, secret: SiteSecret,
        acts: [LedgerAct] = [], names: @escaping Names = { _ in [:] }
    ) {
        self.database = database
        self.clock = clock
        self.witness = witness
        self.printing = printing
        codes = ReceiptCode(secret: secret)
        self.acts = ActNames(acts)
        self.names = names
    }

    /// Who reads the ledger.
    static let readers = Policy.roles(.administrator, .leader)

    /// Its entries of the main navigation; administrators come by `/administration`.
    package static let navigation: [NavigationEntry] = [
        NavigationEntry(Message("audit.nav.ledger"), "/ledger", for: .role(.leader))
    ]

    /// The folder of `vi.json` and `en.json`.
    package static let translations = Bundle.module.bundleURL.appendingPathComponent("Translations")
}
