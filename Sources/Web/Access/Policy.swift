// SPDX-License-Identifier: Apache-2.0

/// Who may use a route, as a value that can be listed, printed and tested.
package indirect enum Policy: Hashable, Sendable {
    /// Anybody, without signing in: what the city publishes.
    case everyone
    case signedIn
    case role(Role)
    case any([Policy])
    case all([Policy])

    package static func roles(_ roles: Role...) -> Policy { .any(roles.map(Policy.role)) }

    package func permits(_ viewer: Viewer) -> Bool {
        switch self {
        case .everyone: true
        case .signedIn: viewer.isSignedIn
        case .role(let role): viewer.roles.contains(role)
        case .any(let policies): policies.contains { $0.permits(viewer) }
        case .all(let policies): policies.allSatisfy { $0.permits(viewer) }
        }
    }

    /// Names of the roles of which one is enough; empty where roles alone do not decide.
    package var sufficientRoles: Set<String> {
        switch self {
        case .role(let role): [role.rawValue]
        case .any(let policies): policies.reduce(into: []) { $0.formUnion($1.sufficientRoles) }
        case .everyone, .signedIn, .all: []
        }
    }

    /// `everyone`, `operator | leader`: the form `vamco routes` prints.
    package var description: String {
        switch self {
        case .everyone: "everyone"
        case .signedIn: "signed-in"
        case .role(let role): role.rawValue
        case .any(let policies): policies.map(\.description).joined(separator: " | ")
        case .all(let policies): policies.map { "(\($0.description))" }.joined(separator: " & ")
        }
    }
}
