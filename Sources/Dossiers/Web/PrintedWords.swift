// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What a row prints, or what a person settled in its place.
enum PrintedWords {
    static func time(_ channel: Procedure.Channel, _ conflicts: [Conflict]) -> HTML {
        if let settlement = conflicts.compactMap(\.settlement).last, let limit = settlement.limit {
            return
                "\(words(of: limit))<br><small class=\"muted\">\(say: "dossiers.page.settled", ["reason": .text(settlement.reason)])</small>"
        }
        if channel.time.text.isEmpty { return "<span class=\"muted\">\(say: "dossiers.time.none")</span>" }
        if conflicts.isEmpty, let limit = channel.time.limit { return "\(words(of: limit))" }
        return "\(SourceText(channel.time.text)) \(Tag(Message("dossiers.page.doubtful"), .warning))"
    }

    static func fee(_ channel: Procedure.Channel, _ conflicts: [Conflict]) -> HTML {
        if let settlement = conflicts.compactMap(\.settlement).last {
            return
                "\(settlement.fee)<br><small class=\"muted\">\(say: "dossiers.page.settled", ["reason": .text(settlement.reason)])</small>"
        }
        let doubt: HTML = conflicts.isEmpty ? .empty : " \(Tag(Message("dossiers.page.doubtful"), .warning))"
        let note: HTML = channel.feeNote.isEmpty ? .empty : "<br><small>\(SourceText(channel.feeNote))</small>"
        let amount = channel.fee.amount ?? 0
        let words: HTML =
            switch channel.fee.kind {
            case .free: "\(say: "dossiers.fee.free")"
            case .unstated: "<span class=\"muted\">\(say: "dossiers.fee.none")</span>"
            case .unreadable: SourceText(channel.fee.text).html
            case .amount:
                channel.fee.currency == "USD"
                    ? "\(say: "dossiers.fee.usd", ["count": .count(amount)])"
                    : "\(say: "dossiers.fee.vnd", ["count": .count(amount)])"
            }
        return words + doubt + note
    }

    static func words(of limit: TimeLimit) -> Message {
        Message("dossiers.time.\(limit.unit.rawValue.replacing("_", with: "-"))", ["count": .count(limit.count)])
    }
}
