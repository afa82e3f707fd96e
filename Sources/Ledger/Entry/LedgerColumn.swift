// SPDX-License-Identifier: Apache-2.0

/// The columns of text of an entry, in the order in which the leaf takes them.
/// The names are those of the table.
package enum LedgerColumn: String, CaseIterable, Sendable {
    case id
    case actor
    case unit
    case onBehalfOf = "on_behalf_of"
    case authentication
    case assurance
    case act
    case objectKind = "object_kind"
    case objectID = "object_id"
    case reason
    case legalBasis = "legal_basis"
    case fields
    case commitments
}
