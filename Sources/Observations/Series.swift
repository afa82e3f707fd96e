// SPDX-License-Identifier: Apache-2.0

/// A row of values in time: one property of one subject, in one unit, at one period.
package struct Series: Hashable, Sendable, Identifiable {
    /// Given by the database, never used again for another series.
    package let id: Int64
    package let key: Key

    package init(id: Int64, key: Key) {
        self.id = id
        self.key = key
    }

    /// What tells a series from all others. Another unit or another period is
    /// another series: values are never mixed.
    package struct Key: Hashable, Comparable, Sendable {
        /// Of what: `environment/station/TNI001`.
        package let subject: String
        /// What is measured: the property's code, such as `pm25`.
        package let property: String
        /// The unit's code, such as `ug/m3`.
        package let unit: String
        /// What one value covers: an hour, five minutes.
        package let period: Duration

        package init(subject: String, property: String, unit: String, period: Duration) {
            self.subject = subject
            self.property = property
            self.unit = unit
            self.period = period
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.subject, left.property, left.unit, left.period)
                < (right.subject, right.property, right.unit, right.period)
        }
    }
}
