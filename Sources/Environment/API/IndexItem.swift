// SPDX-License-Identifier: Apache-2.0

import Basics

/// One hour or day of the air quality index (QĐ 1459/QĐ-TCMT) as programs read it.
struct IndexItem: Encodable, Sendable {
    /// The end of the hour or day.
    let at: String
    /// The day an index of a day speaks of.
    @OrNull var day: String?
    /// `null` when there is none; then `reason` says why.
    @OrNull var aqi: Int?
    /// `good`, `moderate`, `poor`, `bad`, `very-bad`, `hazardous`.
    @OrNull var category: String?
    @OrNull var categoryName: String?
    /// `#RRGGBB`, as the decision prescribes.
    @OrNull var colour: String?
    /// The parameter whose sub-index is the highest.
    @OrNull var dominant: String?
    /// By parameter code: those that could be worked out.
    let subIndices: [String: Int]
    let completeness: Completeness
    /// When it was worked out.
    let asOf: String
    /// Whether late values may still change it.
    let provisional: Bool
    @OrNull var reason: Reason?

    struct Completeness: Encodable, Sendable {
        /// Values that count.
        let have: Int
        let expected: Int
    }

    struct Reason: Encodable, Sendable {
        /// The same in every language.
        let code: String
        let text: String
    }
}

/// One hour of the water quality index (QĐ 1460/QĐ-TCMT): as `IndexItem`, its
/// value called `wqi`.
struct WaterIndexItem: Encodable, Sendable {
    let at: String
    @OrNull var day: String?
    @OrNull var wqi: Int?
    @OrNull var category: String?
    @OrNull var categoryName: String?
    @OrNull var colour: String?
    @OrNull var dominant: String?
    let subIndices: [String: Int]
    let completeness: IndexItem.Completeness
    let asOf: String
    let provisional: Bool
    @OrNull var reason: IndexItem.Reason?

    init(_ item: IndexItem) {
        at = item.at
        day = item.day
        wqi = item.aqi
        category = item.category
        categoryName = item.categoryName
        colour = item.colour
        dominant = item.dominant
        subIndices = item.subIndices
        completeness = item.completeness
        asOf = item.asOf
        provisional = item.provisional
        reason = item.reason
    }
}
