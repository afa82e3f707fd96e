// SPDX-License-Identifier: Apache-2.0

import Foundation

func cubeRoot(_ value: Double) -> Double { cbrt(value) }

/// The n-th root of the product of n positive numbers.
func geometricMean(_ values: [Double]) -> Double {
    exp(values.map { log($0) }.reduce(0, +) / Double(values.count))
}
