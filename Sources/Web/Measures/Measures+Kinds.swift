// SPDX-License-Identifier: Apache-2.0

/// Something that only grows, such as files taken in.
package struct Counter: Sendable {
    let family: Family

    /// - Parameter labels: One value for each of the counter's labels, in their order.
    package func add(_ amount: Double = 1, _ labels: String...) {
        precondition(amount >= 0, "a counter only grows")
        family.change(labels) { $0.value += amount }
    }
}

/// Something that goes up and down, such as open streams.
package struct Gauge: Sendable {
    let family: Family

    package func set(_ value: Double, _ labels: String...) { family.change(labels) { $0.value = value } }
    package func add(_ amount: Double, _ labels: String...) { family.change(labels) { $0.value += amount } }
}

/// How values spread over bounds.
package struct Histogram: Sendable {
    let family: Family
    let bounds: [Double]

    package func observe(_ value: Double, _ labels: String...) {
        family.change(labels) { cell in
            if cell.counts.isEmpty {
                cell.counts = Array(repeating: 0, count: bounds.count)
                cell.bounds = bounds
            }
            if let index = bounds.firstIndex(where: { value <= $0 }) { cell.counts[index] += 1 }
            cell.value += value
            cell.total += 1
        }
    }
}
