// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// `/environment/limits`: limits, breakpoints and rules as they are kept, with
/// the days they hold for and their sources. Open to everybody: law is.
struct LimitsPage {
    let reference: EnvironmentReference
    let parameters: [Parameter.Code: Parameter]
    let now: Instant

    var content: PageContent {
        PageContent(
            Message("environment.limits.title"), layout: .wide,
            breadcrumb: [.init(Message("environment.air.title"), "/environment")],
            body: """
                \(PageHead(Message("environment.limits.title"), lead: Message("environment.limits.lead")))
                \(airLimits)\(breakpoints)\(categories)\(surfaceWater)
                """)
    }

    private var airLimits: HTML {
        DataTable(
            "air-limits", caption: Message("environment.limits.air"),
            columns: [
                .init(Message("environment.parameters.parameter")), .init(Message("environment.compliance.averaging")),
                .init(Message("environment.compliance.limit"), .number),
                .init(Message("environment.compliance.document")),
                .init(Message("environment.limits.valid")), .init(Message("environment.limits.source")),
            ],
            rows: reference.airLimits.limits.map { limit in
                let parameter = parameters[limit.parameter]
                return DataTable.Row([
                    "\(parameter?.name ?? Message("environment.parameter.\(limit.parameter.rawValue)"))",
                    "\(limit.averaging.name)",
                    "\(figure(limit.limit, parameter?.unit ?? .microgramPerCubicMetre, source: limit.document))",
                    "\(limit.document)", validity(limit.validity), "\(limit.source)",
                ])
            }
        ).html
    }

    private var breakpoints: HTML {
        HTML(
            reference.airQualityMethods.map { method in
                let indices = method.columns.flatMap { $0.points.map(\.index) }.sorted()
                let rows = indices.reduce(into: [Int]()) { found, index in
                    if found.last != index { found.append(index) }
                }
                return DataTable(
                    "breakpoints",
                    caption: Message("environment.limits.breakpoints", ["method": .text(method.document)]),
                    columns: [.init(Message("environment.aqi.short"), .number)]
                        + method.columns.map { column in
                            .init(
                                column.window.map {
                                    Message(
                                        "environment.limits.column",
                                        [
                                            "parameter": .text(
                                                parameters[column.parameter]?.symbol ?? column.parameter.rawValue),
                                            "averaging": .message($0.name),
                                        ])
                                }
                                    ?? Message(
                                        "environment.limits.column-any",
                                        [
                                            "parameter": .text(
                                                parameters[column.parameter]?.symbol ?? column.parameter.rawValue)
                                        ]),
                                .number)
                        },
                    rows: rows.map { index in
                        DataTable.Row(
                            ["\(figure(Double(index), .one, source: method.document))"]
                                + method.columns.map { column in
                                    column.points.first { $0.index == index }.map {
                                        "\(figure($0.concentration, .microgramPerCubicMetre, source: method.document))"
                                    } ?? "–"
                                })
                    }
                ).html
            })
    }

    private var categories: HTML {
        DataTable(
            "categories", caption: Message("environment.limits.categories"),
            columns: [
                .init(Message("environment.limits.category")), .init(Message("environment.limits.range")),
                .init(Message("environment.limits.valid")), .init(Message("environment.limits.source")),
            ],
            rows: reference.airQualityMethods.flatMap(\.categories).map { category in
                DataTable.Row([
                    "\(Band(category: .init(category)))",
                    """
                    \(say: "environment.legend.range", [
                        "from": .count(category.range.lowerBound), "to": .count(category.range.upperBound),
                    ])
                    """, validity(category.validity), "\(category.source)",
                ])
            }
        ).html
    }

    private var surfaceWater: HTML {
        """
        \(surfaceWaterTable)\(Notice(.warning, Message("environment.limits.standing-partial")))
        """
    }

    private var surfaceWaterTable: HTML {
        DataTable(
            "surface-water",
            caption: Message("environment.limits.water", ["document": .text(reference.surfaceWater.document)]),
            columns: [
                .init(Message("environment.limits.water-body")), .init(Message("environment.parameters.parameter")),
                .init(Message("environment.limits.class")), .init(Message("environment.limits.minimum"), .number),
                .init(Message("environment.limits.maximum"), .number),
                .init(Message("environment.limits.valid")), .init(Message("environment.limits.source")),
            ],
            rows: reference.surfaceWater.bounds.map { bound in
                let parameter = parameters[bound.parameter]
                let unit = parameter?.unit ?? .one
                return DataTable.Row([
                    "\(bound.body.name)",
                    "\(parameter?.name ?? Message("environment.parameter.\(bound.parameter.rawValue)"))",
                    "\(bound.name.name)",
                    bound.minimum.map { "\(figure($0, unit, source: reference.surfaceWater.document))" } ?? "–",
                    bound.maximum.map { "\(figure($0, unit, source: reference.surfaceWater.document))" } ?? "–",
                    validity(bound.validity), "\(bound.source)",
                ])
            }
        ).html
    }

    private func figure(_ value: Double, _ unit: UnitOfMeasure, source: String) -> Figure {
        let text = "\(value)"
        let decimals = text.hasSuffix(".0") ? 0 : text.split(separator: ".").last?.count ?? 0
        return Figure(
            .number(value, decimals: min(decimals, 4)), unit: unit, asOf: now, source: .named(source),
            definition: Message("environment.definition.limit"), quality: .measured, records: "/environment/limits")
    }

    private func validity(_ validity: Validity) -> HTML {
        switch (validity.from, validity.to) {
        case (let from?, let to?): "\(from) – \(to)"
        case (let from?, nil): "\(say: "environment.limits.since", ["day": .day(from)])"
        case (nil, let to?): "\(say: "environment.limits.until", ["day": .day(to)])"
        case (nil, nil): "\(say: "environment.limits.always")"
        }
    }
}

extension EnvironmentPages {
    func showLimits(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(LimitsPage(reference: reference, parameters: parameters, now: context.now).content)
    }
}
