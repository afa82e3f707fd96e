// SPDX-License-Identifier: Apache-2.0

package import Basics

/// One thing `vamco check` looked at.
package struct Finding: Hashable, Sendable {
    package enum Grade: Hashable, Sendable {
        case good
        /// Works, and somebody should know.
        case remark
        /// Does not work; the remedy says how to mend it.
        case wrong
    }

    package let grade: Grade
    package let message: Message
    /// What to do about it.
    package let remedy: Message?

    package init(_ grade: Grade, _ message: Message, remedy: Message? = nil) {
        self.grade = grade
        self.message = message
        self.remedy = remedy
    }
}
