// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

extension StationOverview {
    /// How soon somebody should look at the station; greater is sooner.
    ///
    /// A bad band comes first, then silence, then a missing or old value: a
    /// station that says nothing may hide a bad hour, one that says "very bad"
    /// hides nothing. Even numbers are bands, odd ones lie between them.
    var gravity: Int {
        var gravity = (category?.gravity ?? 0) * 2
        if silentSince != nil { gravity = max(gravity, 5) }
        if headline.number == nil { gravity = max(gravity, 3) }
        if headline.staleSince != nil { gravity = max(gravity, 1) }
        return gravity
    }

    /// Whether the station gives a value that holds now.
    var speaks: Bool { silentSince == nil && headline.number != nil && headline.staleSince == nil }
}

extension [StationOverview] {
    /// The gravest first; equal ones by kind, then by index and code, so that
    /// the order is steady.
    var byGravity: [StationOverview] {
        sorted { left, right in
            if left.gravity != right.gravity { return left.gravity > right.gravity }
            if left.medium != right.medium { return left.medium.rawValue < right.medium.rawValue }
            if left.badness != right.badness { return left.badness > right.badness }
            return left.code < right.code
        }
    }
}

extension StationOverview {
    /// The index, turned so that more is worse: a water index counts downwards.
    fileprivate var badness: Double { headline.number.map { medium == .water ? -$0 : $0 } ?? -.infinity }
}
