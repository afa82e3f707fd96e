// SPDX-License-Identifier: Apache-2.0

import Basics

/// What applicants answered in a period: of an office, or of several together.
struct Satisfaction: Hashable, Sendable {
    /// By question and answer.
    private(set) var counts: [String: [String: Int]] = [:]
    /// Dossiers that were dealt with in the same days: whom could have been asked.
    var solved = 0

    /// Below it no share is shown: it would say who answered what.
    static let fewest = 5

    mutating func add(_ question: String, _ answer: String, _ total: Int) {
        counts[question, default: [:]][answer, default: 0] += total
    }

    func count(_ question: String, _ answer: String) -> Int { counts[question]?[answer] ?? 0 }

    /// How many rated.
    var ballots: Int { counts[Ballot.overall]?.values.reduce(0, +) ?? 0 }

    var areEnough: Bool { ballots >= Self.fewest }

    /// Satisfied and very satisfied of all who rated, in percent; `nil` where they are too few.
    var share: Double? {
        guard areEnough else { return nil }
        let satisfied = Ballot.satisfied.map { count(Ballot.overall, $0) }.reduce(0, +)
        return Double(satisfied) / Double(ballots) * 100
    }

    /// Ratings of dossiers dealt with in the period, in percent; `nil` while none was.
    var responseRate: Double? { solved == 0 ? nil : Double(ballots) / Double(solved) * 100 }

    static func + (left: Self, right: Self) -> Self {
        var sum = left
        for (question, answers) in right.counts {
            for (answer, total) in answers { sum.add(question, answer, total) }
        }
        sum.solved += right.solved
        return sum
    }
}
