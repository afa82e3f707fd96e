// SPDX-License-Identifier: Apache-2.0

import Basics

/// Figure tiles, badges and trends for `/design`.
struct DesignFigures: DesignWords {
    let now: Instant

    var html: HTML {
        """
        \(Tiles([fresh, late, stale, replayed, none, manual]))
        <h3>\(say("badges"))</h3>
        <p class="actions">\(FreshnessBadge(.fresh))\(FreshnessBadge(.late(since: now - .minutes(9))))\
        \(FreshnessBadge(.stale(since: now - .hours(5))))\(FreshnessBadge(.replayed))\(FreshnessBadge(.noData))\
        \(Tag(say("tag")))\(HTML.each(Tone.allCases) { "\(Tag(Message("web.tone.\($0.rawValue)"), $0))" })</p>
        <h3>\(say("in-text"))</h3>
        <p class="prose">\(say("in-text-words")) \(figure(.number(1_234.5, decimals: 1)))</p>
        """
    }

    /// Two tiles for the themes side by side.
    var compact: HTML { "\(fresh)\(stale)" }

    private var fresh: FigureTile {
        FigureTile(
            say("tile-fresh"), figure(.number(28.4, decimals: 1)), at: now,
            band: (colour: "#ffff00", name: say("band")),
            trend: Trend([21, 24, 23, nil, 26, 31, 30, 28.4], decimals: 1, unit: .microgramPerCubicMetre))
    }

    private var late: FigureTile {
        FigureTile(
            say("tile-late"), figure(.number(61, decimals: 0), quality: .provisional, staleSince: now - .minutes(9)),
            at: now)
    }

    private var stale: FigureTile {
        FigureTile(
            say("tile-stale"), figure(.number(-0.4, decimals: 1), staleSince: now - .hours(5)), at: now,
            trend: Trend([nil, 3], decimals: 1, unit: .microgramPerCubicMetre))
    }

    private var replayed: FigureTile {
        FigureTile(say("tile-replayed"), figure(.number(152, decimals: 0), quality: .replayed), at: now)
    }

    private var none: FigureTile {
        FigureTile(say("tile-none"), figure(.none(because: say("none-reason"))), at: now)
    }

    private var manual: FigureTile {
        FigureTile(
            say("tile-manual"), figure(.number(1_234_567, decimals: 0), quality: .manual(by: "Nguyễn Thị Hoà")), at: now
        )
    }

    private func figure(
        _ value: Figure.Value, quality: Figure.Quality = .measured, staleSince: Instant? = nil
    ) -> Figure {
        var hasRecord = true
        if case .none = value { hasRecord = false }
        return Figure(
            value, unit: .microgramPerCubicMetre, asOf: hasRecord ? now - .minutes(12) : nil,
            period: hasRecord ? Figure.Period(start: now - .minutes(72), end: now - .minutes(12)) : nil,
            source: .described(say("sample-source")), definition: say("definition"), quality: quality,
            staleSince: staleSince, records: "/design#lists")
    }
}
