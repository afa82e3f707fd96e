// SPDX-License-Identifier: Apache-2.0

/// The colours a reader chose. Without a choice the device's own setting holds.
package enum Theme: String, CaseIterable, Sendable {
    case automatic = "auto"
    case light
    case dark
}
