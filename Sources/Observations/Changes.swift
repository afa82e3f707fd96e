// SPDX-License-Identifier: Apache-2.0

/// What a bulk of observations did to the store.
package struct Changes: Sendable {
    /// Values of moments that had none.
    package internal(set) var added: [Observation] = []
    /// Values that took the place of another; the earlier is kept as a revision.
    package internal(set) var replaced: [Replacement] = []
    /// Values the store had already, the same: nothing was done.
    package internal(set) var repeated: [Observation] = []
    /// Values of a time whose values have been deleted by retention. They were
    /// not taken: their hour could only be worked out from a part of it.
    package internal(set) var tooOld: [Observation] = []
    /// The hours whose aggregates were worked out anew, sorted.
    package internal(set) var hours: [Bucket] = []

    package struct Replacement: Hashable, Sendable {
        package let earlier: Observation
        package let now: Observation
    }

    package var isEmpty: Bool { added.isEmpty && replaced.isEmpty }
}
