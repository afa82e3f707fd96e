// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How dossiers were dealt with in a period, the columns of biểu 06 of Circular
/// 01/2020/TT-VPCP, for an office or for all.
///
/// Its sums are held by the counters each act keeps: `received` is what was
/// carried over and what came, `received` is what was solved, what was withdrawn
/// or left apart by policy, and what is in progress.
package struct DossierReport: Hashable, Sendable {
    package var carriedOver = 0
    package var online = 0
    package var direct = 0
    package var post = 0
    /// Came from another office less what went to one.
    package var moved = 0
    package var early = 0
    package var onTime = 0
    package var late = 0
    /// Ended, and by policy neither early nor late: withdrawn, or without a limit.
    package var apart = 0
    /// In progress at the end, the promised day past.
    package var overdue = 0
    package var apologised = 0

    package init() {}

    package var received: Int { carriedOver + online + direct + post + moved }
    package var solved: Int { early + onTime + late }
    package var inProgress: Int { received - solved - apart }
    package var inTime: Int { inProgress - overdue }

    /// Solved early or on time of all that was solved, in percent; `nil` while nothing was.
    package var punctuality: Double? { solved == 0 ? nil : Double(early + onTime) / Double(solved) * 100 }

    package static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.carriedOver += right.carriedOver
        sum.online += right.online
        sum.direct += right.direct
        sum.post += right.post
        sum.moved += right.moved
        sum.early += right.early
        sum.onTime += right.onTime
        sum.late += right.late
        sum.apart += right.apart
        sum.overdue += right.overdue
        sum.apologised += right.apologised
        return sum
    }

    /// Adds what a counter counted in the period, and takes what was counted in
    /// it and since from what is open now.
    mutating func add(_ measure: DossierCount.Measure, within: Int, after: Int) {
        switch measure {
        case .receivedOnline: online += within
        case .receivedDirect: direct += within
        case .receivedPost: post += within
        case .cameIn: moved += within
        case .wentOut: moved -= within
        case .solvedEarly: early += within
        case .solvedOnTime: onTime += within
        case .solvedLate: late += within
        case .solvedApart: apart += within
        case .apologised: apologised += within
        }
        switch measure {
        case .receivedOnline, .receivedDirect, .receivedPost, .cameIn: carriedOver -= within + after
        case .wentOut, .solvedEarly, .solvedOnTime, .solvedLate, .solvedApart: carriedOver += within + after
        case .apologised: break
        }
    }

    /// The columns in the order of the form, by the name they have in exports.
    package static let columns: [(name: String, value: any KeyPath<DossierReport, Int> & Sendable)] = [
        ("received", \.received), ("carried-over", \.carriedOver), ("online", \.online), ("direct", \.direct),
        ("post", \.post), ("moved", \.moved), ("solved", \.solved), ("early", \.early), ("on-time", \.onTime),
        ("late", \.late), ("apart", \.apart), ("in-progress", \.inProgress), ("in-time", \.inTime),
        ("overdue", \.overdue), ("apologised", \.apologised),
    ]
}
