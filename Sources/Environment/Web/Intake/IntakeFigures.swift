// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What the intake of this node has done and what waits, as figures.
struct IntakeFigures {
    let state: IntakeState
    /// By the city's clock.
    let now: Instant
    /// For what happened in the last minute.
    let machineTime: Instant

    var tiles: Tiles {
        Tiles(
            [
                ("waiting", waiting), ("oldest", oldest), ("rate", rate), ("taken", taken), ("refused", refused),
                ("repeated", repeated), ("quarantine", quarantined),
            ].map { name, figure in
                FigureTile(Message("environment.intake.\(name)"), figure, at: now, id: "intake-\(name)")
            })
    }

    private var waiting: Figure { figure("waiting", Double(state.waiting), records: "/environment/intake") }

    private var oldest: Figure {
        figure(
            "oldest", state.oldestWaitingAt.map { max(0, (now - $0).inSeconds / 60) },
            because: "environment.intake.nothing-waits", unit: .minute, records: "/environment/intake")
    }

    private var rate: Figure {
        figure(
            "rate", Double(state.recent.total(at: machineTime)) / 60, decimals: 1, over: .minutes(1),
            records: "/environment/files")
    }

    private var taken: Figure { figure("taken", Double(state.taken), records: "/environment/files?state=taken") }
    private var refused: Figure {
        figure("refused", Double(state.refused), records: "/environment/files?state=refused")
    }
    private var repeated: Figure { figure("repeated", Double(state.repeated), records: "/environment/files") }

    private var quarantined: Figure {
        figure(
            "quarantine", state.quarantined.map(Double.init), because: "environment.intake.not-counted",
            records: "/environment/quarantine")
    }

    private func figure(
        _ name: String, _ value: Double?, because reason: String = "environment.intake.nothing-waits",
        unit: UnitOfMeasure = .one, decimals: Int = 0, over length: Duration? = nil, records: String
    ) -> Figure {
        Figure(
            value.map { .number($0, decimals: decimals) } ?? .none(because: Message(reason)), unit: unit, asOf: now,
            period: length.map { Figure.Period(start: now - $0, end: now) },
            source: .described(Message("environment.source.intake")),
            definition: Message(
                "environment.definition.intake-\(name)", ["limit": .count(IntakeState.quarantineCap)]),
            quality: .measured, records: records)
    }
}
