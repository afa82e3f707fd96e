// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Something in a procedure's record that is ambiguous or contradicts itself:
/// a person settles it, the program never guesses.
package struct Conflict: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case unitMissing = "unit-missing"
        case hoursUnclear = "hours-unclear"
        case timeContradicted = "time-contradicted"
        case timeUnreadable = "time-unreadable"
        case feeLocal = "fee-local"
        case feeUnreadable = "fee-unreadable"

        /// Whether a time limit settles it; otherwise words about the fee do.
        package var isAboutTime: Bool { self != .feeLocal && self != .feeUnreadable }
    }

    package enum State: String, CaseIterable, Sendable {
        case open
        case settled
        /// A later version of the record took its place.
        case gone
    }

    package struct Settlement: Hashable, Sendable {
        package let limit: TimeLimit?
        package let fee: String
        package let reason: String
        package let by: Actor
        package let at: Instant
    }

    /// `1.001193-1-unit-missing-0`.
    package let id: String
    package let code: String
    package let name: String
    package let version: Int
    package let kind: Kind
    /// Places of the channels it speaks of.
    package let channels: [Int]
    /// What the row prints, and the words that contradict it.
    package let printed: String
    package let words: String
    package var state: State
    package var settlement: Settlement?
}

extension Procedure {
    /// What a person has to settle before times and fees may be relied on;
    /// channels that print the same are settled together.
    package func conflicts(version: Int) -> [Conflict] {
        struct Key: Hashable { let kind: Conflict.Kind, printed: String, words: String }
        var order: [Key] = []
        var places: [Key: [Int]] = [:]
        for (place, channel) in channels.enumerated() {
            let words = [channel.feeNote, channel.description].filter { !$0.isEmpty }.joined(separator: " ")
            for kind in Conflict.Kind.allCases where channel.shows(kind, words: words) {
                let key = Key(
                    kind: kind, printed: kind.isAboutTime ? channel.time.text : channel.fee.text, words: words)
                if places[key] == nil { order.append(key) }
                places[key, default: []].append(place)
            }
        }
        return order.enumerated().map { number, key in
            Conflict(
                id: "\(code)-\(version)-\(key.kind.rawValue)-\(number)", code: code, name: name, version: version,
                kind: key.kind, channels: places[key] ?? [], printed: key.printed, words: key.words, state: .open)
        }
    }
}

extension Procedure.Channel {
    private static let workingDays = Pattern(#"(?<![0-9])([0-9]{1,4})\s*(?:\([^)]*\)\s*)?ngày làm việc"#)
    private static let localFee = Pattern(
        #"""
        (?:Hội đồng nhân dân|HĐND|Ủy ban nhân dân)[^.;]{0,120}(?:quyết định|quy định)|\#
        (?:quyết định|quy định)[^.;]{0,60}(?:Hội đồng nhân dân|HĐND)
        """#)

    fileprivate func shows(_ kind: Conflict.Kind, words: String) -> Bool {
        switch kind {
        case .unitMissing: return time.count != nil && time.unit == nil
        case .hoursUnclear: return time.unit == "Giờ"
        case .timeContradicted:
            guard time.unit == "Ngày", let count = time.count else { return false }
            return Self.workingDays.found(in: words).contains { $0.groups[1].flatMap { Int($0) } == count }
        case .timeUnreadable: return time.count == nil && !time.text.isEmpty
        case .feeLocal:
            guard fee.kind == .free || fee.kind == .amount else { return false }
            return Self.localFee.matches(words)
        case .feeUnreadable: return fee.kind == .unreadable
        }
    }
}
