// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Something in a procedure's record that is ambiguous or contradicts itself:
/// a person settles it, the program never guesses.
package struct Conflict: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case unitMissing = "unit-missing"
        case hoursUnclear = "hours-unclear"
        case timeContradicted = "time-contradicted"
        case workingDaysContradicted = "working-days-contradicted"
        case timeInWords = "time-in-words"
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
    ///
    /// - Parameter first: The number of the first one among those of its version.
    package func conflicts(version: Int, from first: Int = 0) -> [Conflict] {
        struct Key: Hashable { let kind: Conflict.Kind, printed: String, words: String }
        var order: [Key] = []
        var places: [Key: [Int]] = [:]
        for (place, channel) in channels.enumerated() {
            for kind in Conflict.Kind.allCases {
                guard let words = channel.words(showing: kind, steps: steps) else { continue }
                let key = Key(
                    kind: kind, printed: kind.isAboutTime ? channel.time.text : channel.fee.text, words: words)
                if places[key] == nil { order.append(key) }
                places[key, default: []].append(place)
            }
        }
        return order.enumerated().map { number, key in
            Conflict(
                id: "\(code)-\(version)-\(key.kind.rawValue)-\(first + number)", code: code, name: name,
                version: version, kind: key.kind, channels: places[key] ?? [], printed: key.printed, words: key.words,
                state: .open)
        }
    }
}

extension Procedure.Channel {
    private static let workingDays = Pattern(#"(?<![0-9])0?([0-9]{1,4})\s*(?:\([^)]*\)\s*)?ngày\s+làm\s+việc"#)
    private static let plainDays = Pattern(
        #"(?<![0-9])0?([0-9]{1,4})\s*(?:\([^)]*\)\s*)?ngày(?!\s*(?:làm\s+việc|[0-9]))"#)
    private static let localFee = Pattern(
        #"""
        (?:Hội đồng nhân dân|HĐND|Ủy ban nhân dân)[^.;]{0,120}(?:quyết định|quy định)|\#
        (?:quyết định|quy định)[^.;]{0,60}(?:Hội đồng nhân dân|HĐND)
        """#)

    /// The words that show that somebody has to settle this of the channel;
    /// `nil` where nothing does.
    fileprivate func words(showing kind: Conflict.Kind, steps: String) -> String? {
        let words = [feeNote, description].filter { !$0.isEmpty }.joined(separator: " ")
        switch kind {
        case .unitMissing: return time.count != nil && time.unit == nil ? words : nil
        case .hoursUnclear: return time.unit == "Giờ" ? words : nil
        case .timeContradicted:
            guard time.unit == "Ngày", let count = time.count else { return nil }
            if Self.says(count, Self.workingDays, in: words) { return words }
            return Self.excerpt(of: steps) { Self.says(count, Self.workingDays, in: $0) }
        case .workingDaysContradicted:
            guard time.unit == "Ngày làm việc", let count = time.count else { return nil }
            // Words that say working days elsewhere leave no doubt.
            guard Self.says(count, Self.plainDays, in: words), !Self.says(count, Self.workingDays, in: words) else {
                return nil
            }
            return words
        case .timeInWords: return time.text.isEmpty && Self.workingDays.matches(words) ? words : nil
        case .timeUnreadable: return time.count == nil && !time.text.isEmpty ? words : nil
        case .feeLocal:
            guard fee.kind == .free || fee.kind == .amount else { return nil }
            return Self.localFee.matches(words) ? words : nil
        case .feeUnreadable: return fee.kind == .unreadable ? words : nil
        }
    }

    private static func says(_ count: Int, _ pattern: Pattern, in text: String) -> Bool {
        pattern.found(in: text).contains { $0.groups[1].flatMap { Int($0) } == count }
    }

    /// The lines of a long text that say it; `nil` where none does.
    private static func excerpt(of text: String, where says: (String) -> Bool) -> String? {
        guard says(text) else { return nil }
        let lines = text.split(separator: "\n").map { String($0).tidied() }.filter(says)
        return lines.isEmpty ? text : lines.joined(separator: "\n")
    }
}
