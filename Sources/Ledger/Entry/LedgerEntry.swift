// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// An act on its way into the ledger, written in the transaction of the act:
///
/// ```swift
/// try LedgerEntry("environment.station-changed", of: "environment.station", code, by: actor, at: now).append(in: tx)
/// ```
package struct LedgerEntry: Sendable {
    package typealias ID = Identifier<LedgerEntry>

    package let id: ID
    package var at: Instant
    /// Who acted, as `Actor.stored`.
    package var actor: String
    /// The unit they acted in, by its identity; empty when not known.
    package var unit = ""
    /// Whose power they used, where it was not their own: `delegation:<id>`.
    package var onBehalfOf = ""
    /// The sign-in this rests on, by its identity.
    package var authentication = ""
    /// How sure that sign-in was, as the sign-in says: `low`, `medium`, `high`.
    package var assurance = ""
    /// What was done: a key of small words, `environment.station-changed`.
    package var act: String
    package var objectKind: String
    package var objectID: String
    package var reason = ""
    /// The clause of law the act rests on.
    package var legalBasis = ""
    /// What everybody who reads the ledger may see.
    package var fields: [String: String]
    /// What only a commitment may show: names, numbers, addresses of people.
    package var personal: [String: String]
    /// Whether the act binds somebody: refused while the log cannot be sealed.
    package var hasLegalEffect = false

    /// - Parameter actor: Tells who, and by which proof and in which office.
    package init(
        _ act: String, of kind: String, _ object: String, by actor: Actor, at moment: Instant,
        fields: [String: String] = [:], personal: [String: String] = [:]
    ) {
        id = ID(at: moment)
        at = moment
        self.actor = actor.stored
        unit = actor.office?.unit ?? ""
        onBehalfOf = actor.office?.onBehalfOf ?? ""
        authentication = actor.proof?.authentication ?? ""
        assurance = actor.proof?.assurance ?? ""
        self.act = act
        objectKind = kind
        objectID = object
        self.fields = fields
        self.personal = personal
    }

    /// Writes the entry in the act's transaction: both are there or neither.
    /// Its number it gets when the log is sealed, within seconds.
    ///
    /// Costs one row, and one more for each personal value.
    ///
    /// - Throws: `LedgerError.notSealed` for an act with legal effect when no
    ///   checkpoint was signed for four hours.
    package func append(in tx: any Transaction) throws { try Self.append([self], in: tx) }

    /// Writes entries of one transaction in their order, as `append(in:)` does one.
    ///
    /// Costs few statements however many they are.
    package static func append(_ entries: [LedgerEntry], in tx: any Transaction) throws {
        if let act = entries.first(where: \.hasLegalEffect) { try Sealing.requireRecent(at: act.at, in: tx) }
        let written = entries.map { entry in
            let openings = entry.personal.sorted { $0.key < $1.key }
                .map { Commitment.Opening(name: $0.key, value: $0.value.nfc) }
            return (entry: entry, openings: openings)
        }
        try InboxStore.add(written.map { $0.entry.record($0.openings) }, in: tx)
        try OpeningStore.add(written.flatMap { written in written.openings.map { ($0, written.entry.id) } }, in: tx)
    }

    func record(_ openings: [Commitment.Opening]) -> EntryRecord {
        let commitments = Dictionary(uniqueKeysWithValues: openings.map { ($0.name, $0.commitment.hex) })
        return EntryRecord(
            at: at, hasLegalEffect: hasLegalEffect,
            texts: LedgerColumn.allCases.map { column in
                switch column {
                case .id: id.description
                case .actor: actor.nfc
                case .unit: unit.nfc
                case .onBehalfOf: onBehalfOf.nfc
                case .authentication: authentication
                case .assurance: assurance
                case .act: act
                case .objectKind: objectKind
                case .objectID: objectID.nfc
                case .reason: reason.nfc
                case .legalBasis: legalBasis.nfc
                case .fields: CanonicalJSON.text(of: fields.mapValues(\.nfc))
                case .commitments: CanonicalJSON.text(of: commitments)
                }
            })
    }
}
