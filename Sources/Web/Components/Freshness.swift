// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How far a figure can be believed to speak of now.
package enum Freshness: Hashable, Sendable {
    case fresh
    /// Ought to have been renewed less than an hour ago.
    case late(since: Instant)
    case stale(since: Instant)
    /// Past records played again.
    case replayed
    case noData

    package init(of figure: Figure, at now: Instant) {
        if case .none = figure.value { self = .noData; return }
        if figure.quality == .replayed { self = .replayed; return }
        guard let since = figure.staleSince, since <= now else { self = .fresh; return }
        self = now - since < .hours(1) ? .late(since: since) : .stale(since: since)
    }

    var code: String {
        switch self {
        case .fresh: "fresh"
        case .late: "late"
        case .stale: "stale"
        case .replayed: "replayed"
        case .noData: "none"
        }
    }
}

/// Freshness as a sign and a word; colour only repeats them.
package struct FreshnessBadge: Component {
    private let freshness: Freshness

    package init(_ freshness: Freshness) { self.freshness = freshness }

    package init(of figure: Figure, at now: Instant) { freshness = Freshness(of: figure, at: now) }

    package var html: HTML {
        "<span class=\"badge badge-\(freshness.code)\">\(icon)\(words)</span>"
    }

    private var words: Message {
        switch freshness {
        case .late(let since): Message("web.freshness.late", ["since": .instant(since)])
        case .stale(let since): Message("web.freshness.stale", ["since": .instant(since)])
        default: Message("web.freshness.\(freshness.code)")
        }
    }

    private var icon: Icon {
        switch freshness {
        case .fresh: .check
        case .late: .clock
        case .stale: .warning
        case .replayed: .history
        case .noData: .none
        }
    }
}
