// SPDX-License-Identifier: Apache-2.0

/// Who may use a route, as a value that can be listed, printed and tested.
package indirect enum Policy: Hashable, Sendable {
    /// Anybody, without signing in: what the city publishes.
    case everyone
    /// Anybody on the city's staff.
    case staff
    /// A citizen, or a business: never staff.
    case citizen
    case role(Role)
    /// A program whose token was given this.
    case scope(Scope)
    /// Who proved within this time who they are: asked for again before acts
    /// that are grave or have legal effect.
    case proved(within: Duration)
    case any([Policy])
    case all([Policy])

    package static func roles(_ roles: Role...) -> Policy { .any(roles.map(Policy.role)) }

    package func permits(_ viewer: Viewer) -> Bool {
        switch self {
        case .everyone: true
        case .staff: viewer.isSignedIn && !viewer.isCitizen && viewer.scopes == nil
        case .citizen: viewer.isCitizen
        case .role(let role): viewer.roles.contains(role)
        case .scope(let scope): viewer.scopes?.contains(scope) ?? false
        case .proved(let limit): viewer.provedAge.map { $0 <= limit } ?? false
        case .any(let policies): policies.contains { $0.permits(viewer) }
        case .all(let policies): policies.allSatisfy { $0.permits(viewer) }
        }
    }

    /// Names of the roles of which one is enough; empty where roles alone do not
    /// decide. A fresh proof is asked of whoever has the role, and keeps nobody out.
    package var sufficientRoles: Set<String> {
        switch self {
        case .role(let role): [role.rawValue]
        case .any(let policies): policies.reduce(into: []) { $0.formUnion($1.sufficientRoles) }
        case .all(let policies): policies.filter { !$0.isProof }.only?.sufficientRoles ?? []
        case .everyone, .staff, .citizen, .scope, .proved: []
        }
    }

    private var isProof: Bool { if case .proved = self { true } else { false } }

    /// `everyone`, `operator | leader`: the form `vamco routes` prints.
    package var description: String {
        switch self {
        case .everyone: "everyone"
        case .staff: "staff"
        case .citizen: "citizen"
        case .role(let role): role.rawValue
        case .scope(let scope): "token \(scope.rawValue)"
        case .proved(let limit): "proved within \(limit.components.seconds / 60) min"
        case .any(let policies): policies.map(\.description).joined(separator: " | ")
        case .all(let policies): policies.map(\.term).joined(separator: " & ")
        }
    }

    /// The description, in brackets where it has parts of its own.
    private var term: String {
        switch self {
        case .any(let policies) where policies.count > 1, .all(let policies) where policies.count > 1:
            "(\(description))"
        default: description
        }
    }
}

extension Array {
    /// The element, where there is exactly one.
    fileprivate var only: Element? { count == 1 ? self[0] : nil }
}
