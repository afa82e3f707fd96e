// SPDX-License-Identifier: Apache-2.0

/// Who does something.
package enum Actor: Hashable, Sendable {
    /// A signed-in person: the account's identity and the name shown.
    case person(id: String, name: String)
    /// A part of the program acting by rule: `environment.intake`.
    case system(String)
    /// Somebody who has not signed in.
    case visitor

    /// The form kept beside an act: `person:<id>`, `system:<name>`, `visitor`.
    package var stored: String {
        switch self {
        case .person(let id, _): "person:\(id)"
        case .system(let name): "system:\(name)"
        case .visitor: "visitor"
        }
    }

    /// The name to show: a person's own name, or the system's.
    package var name: String {
        switch self {
        case .person(_, let name): name
        case .system(let name): name
        case .visitor: ""
        }
    }
}
