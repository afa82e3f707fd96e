// SPDX-License-Identifier: Apache-2.0

import Basics

/// One value as it was received.
struct ObservationItem: Encodable, Sendable {
    /// The end of the period it speaks of.
    let at: String
    let parameter: String
    /// In `unit`; `null` where the station sent a status alone.
    @OrNull var value: Double?
    let unit: String
    /// As the station sent it: `00` measuring, `01` calibrating, `02` fault.
    let status: String
    /// What quality control says; `null` for nothing.
    @OrNull var flag: String?
    /// Whether it enters means, indices and comparisons.
    let counts: Bool
    /// When its file came.
    @OrNull var receivedAt: String?
    @OrNull var source: Source?

    struct Source: Encodable, Sendable {
        /// The file it came from.
        let file: String
        @OrNull var line: Int?
        /// The file's page, at the line.
        let page: String
    }
}
