// SPDX-License-Identifier: Apache-2.0

package import Ports

/// Permissions for tests of pages that are not about units: whose role it is may, everywhere.
package struct RolesAlone: Permissions {
    package init() {}

    package func permits(
        account: String, _ action: String, in scope: ActScope, state: String?
    ) async throws -> Bool { true }

    package func power(
        of account: String, _ action: String, in scope: ActScope, state: String?
    ) async throws -> Power? { Power(in: nil) }
}
