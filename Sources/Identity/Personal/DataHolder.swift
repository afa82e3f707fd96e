// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Whose data it is: a person on the staff, an account that belongs to none, or
/// a citizen.
package struct DataHolder: Hashable, Sendable {
    /// The identity of the person, account or citizen.
    package let id: String
    package let isCitizen: Bool

    package init(_ person: Person.ID) { (id, isCitizen) = (person.description, false) }
    package init(_ account: Account.ID) { (id, isCitizen) = (account.description, false) }
    package init(_ citizen: Citizen.ID) { (id, isCitizen) = (citizen.description, true) }

    private static let mark = "citizen:"

    init(stored text: String) {
        isCitizen = text.hasPrefix(Self.mark)
        id = isCitizen ? String(text.dropFirst(Self.mark.count)) : text
    }

    /// The form in which tables name them.
    var stored: String { isCitizen ? Self.mark + id : id }

    var citizen: Citizen.ID? { isCitizen ? Citizen.ID(id) : nil }
    var person: Person.ID? { isCitizen ? nil : Person.ID(id) }
}
