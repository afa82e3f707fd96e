// SPDX-License-Identifier: Apache-2.0

package import Basics

/// An office's own text that drafts of a procedure's results begin with.
package struct OfficeTemplate: Hashable, Sendable {
    package let procedure: String
    package let procedureName: String
    /// From 1; each that was saved is kept.
    package let version: Int
    package let text: String
    package let savedAt: Instant
    package let savedBy: String
}
