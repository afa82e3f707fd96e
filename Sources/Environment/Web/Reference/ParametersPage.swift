// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// `/environment/parameters`: what stations measure, in which unit, and how
/// their files call it.
struct ParametersPage {
    let catalogue: ParameterCatalogue
    let now: Instant

    var content: PageContent {
        PageContent(
            Message("environment.parameters.title"), layout: .wide,
            breadcrumb: [.init(Message("environment.air.title"), "/environment")],
            body: """
                \(PageHead(Message("environment.parameters.title"), lead: Message("environment.parameters.lead")))
                \(HTML.each(Parameter.Medium.allCases, table))
                """)
    }

    private func table(_ medium: Parameter.Medium) -> HTML {
        DataTable(
            "parameters-\(medium.rawValue)", caption: Message("environment.medium.\(medium.rawValue)"),
            columns: [
                .init(Message("environment.parameters.parameter")), .init(Message("environment.parameters.code")),
                .init(Message("environment.parameters.symbol")), .init(Message("environment.parameters.unit")),
                .init(Message("environment.parameters.range")), .init(Message("environment.limits.source")),
            ],
            rows: catalogue.parameters.filter { $0.medium == medium }.map { parameter in
                DataTable.Row([
                    "\(parameter.name)", "<code>\(parameter.code.rawValue)</code>",
                    parameter.stationSymbol.map { "<code>\($0)</code>" } ?? "–",
                    parameter.unit.symbol.isEmpty ? "–" : "\(parameter.unit.symbol)", range(of: parameter),
                    "\(parameter.source)",
                ])
            }
        ).html
    }

    private func range(of parameter: Parameter) -> HTML {
        guard let range = parameter.instrumentRange else { return "–" }
        return """
            \(say: "environment.parameters.from-to", [
                "low": .number(range.lowerBound, decimals: 0), "high": .number(range.upperBound, decimals: 0),
                "unit": .text(parameter.unit.symbol),
            ])
            """
    }
}

extension EnvironmentPages {
    func showParameters(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(ParametersPage(catalogue: reference.catalogue, now: context.now).content)
    }
}
