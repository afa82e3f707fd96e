// SPDX-License-Identifier: Apache-2.0

/// Whether staff need a second factor.
package enum SecondFactorRule: String, CaseIterable, Sendable {
    /// Nobody signs in without; who has none sets it up at the next sign-in.
    case required
    /// Whoever set one up is asked for it.
    case offered
}
