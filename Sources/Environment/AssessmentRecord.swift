// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A mean of one averaging time beside the limit for that averaging time:
/// compliance, which is another question than the index.
package struct AssessmentRecord: Hashable, Sendable {
    package let station: Station.ID
    package let parameter: Parameter.Code
    package let averaging: AveragingTime
    /// The end of the stretch the mean speaks of.
    package let at: Instant
    /// In the parameter's unit; `nil` when there is none, see `reason`.
    package let mean: Double?
    /// The limit in force then; `nil` where none is set.
    package let limit: Double?
    /// The document that sets the limit: `QCVN 05:2023/BTNMT`.
    package let document: String
    /// `nil` when there is nothing to compare.
    package let isExceeded: Bool?
    package let reason: Message?
    package let computedAt: Instant
}
