// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The moments after `after`, up to and with `through`: since values carry the
/// end of their period, `(04:00, 05:00]` is what the hour labelled 05:00 covers.
package struct TimeSpan: Hashable, Sendable {
    package let after: Instant
    package let through: Instant

    package init(after: Instant, through: Instant) {
        self.after = after
        self.through = through
    }

    package func contains(_ moment: Instant) -> Bool { after < moment && moment <= through }
}
