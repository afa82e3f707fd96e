// SPDX-License-Identifier: Apache-2.0

/// The languages of the pages. Vietnamese is the source language.
package enum Language: String, CaseIterable, Sendable {
    case vi
    case en
}
