// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Roles in words, in the order the city lists them.
struct RoleNames {
    private let roles: [Role]

    init(_ roles: Set<Role>) { self.roles = Role.all.filter(roles.contains) }

    var html: HTML {
        guard let first = roles.first else { return "\(say: "identity.role.none")" }
        return roles.dropFirst().reduce("\(Self.message(of: first))" as HTML) { html, role in
            html + ", \(Self.message(of: role))"
        }
    }

    static func message(of role: Role) -> Message { Message("identity.role.\(role.rawValue)") }

    /// Every role as something to tick.
    static let choices = Role.all.map { FormField.Choice($0.rawValue, message(of: $0)) }

    /// Roles that a post may carry.
    static let postChoices = Role.all.filter { $0 != .administrator }.map {
        FormField.Choice($0.rawValue, message(of: $0))
    }
}
