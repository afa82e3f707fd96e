// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import NIOCore
import Ports
import SQLStore
import Web

/// `/environment/stations/import`: a list of stations, looked at before it holds.
struct StationImportPage {
    var text = ""
    var validFrom = ""
    var found: StationImport?
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("environment.stations.import"), layout: .wide,
            breadcrumb: [
                .init(Message("environment.air.title"), "/environment"),
                .init(Message("environment.stations.title"), "/environment/stations"),
            ],
            body: """
                \(errors.summary)
                \(PageHead(Message("environment.stations.import"), lead: Message("environment.stations.import-lead")))
                <p><code>\(StationImport.columns.joined(separator: ","))</code></p>
                \(found.map(preview))
                <form method="post" action="/environment/stations/import" enctype="multipart/form-data">\(HTML.formToken)\
                \(FormField.text("valid-from", label: Message("environment.stations.valid-from"), value: validFrom, error: errors["valid-from"], kind: .date))\
                <div class="field"><label for="station-file">\(say: "environment.imports.file")</label>\
                <input type="file" id="station-file" name="file" accept=".csv,text/csv,text/plain"></div>\
                \(FormField.lines("text", label: Message("environment.stations.import-text"), value: text, error: errors["text"], rows: 8, isOptional: true, maxLength: 1_000_000))\
                <p class="actions">\(SubmitButton(Message("environment.imports.preview"), found == nil ? .primary : .quiet, name: "act", value: "preview")) \
                \(found?.rows.contains { $0.isChange } == true ? SubmitButton(Message("environment.imports.confirm"), name: "act", value: "confirm") : nil)</p></form>
                """)
    }

    private func preview(_ found: StationImport) -> HTML {
        """
        \(found.failure.map { Notice(.danger, $0) })\
        \(DataTable("station-rows", caption: Message("environment.stations.import-preview"), columns: [
            .init(Message("environment.imports.line"), .number), .init(Message("environment.stations.code")),
            .init(Message("environment.stations.name")), .init(Message("environment.stations.import-outcome")),
        ], rows: found.rows.map { row in
            DataTable.Row(["<data value=\"\(machine: row.line)\">\(machine: row.line)</data>", "<code>\(row.code)</code>", "\(row.name)", row.words])
        }))
        """
    }
}

extension StationImport.Row {
    var isChange: Bool {
        switch outcome {
        case .registers, .changes: true
        case .same, .refused: false
        }
    }

    var words: HTML {
        switch outcome {
        case .registers: "\(Tag(Message("environment.stations.import-registers"), .success))"
        case .changes: "\(Tag(Message("environment.stations.import-changes"), .information))"
        case .same: "\(Tag(Message("environment.stations.import-same")))"
        case .refused(let reasons):
            "\(Tag(Message("environment.stations.import-refused"), .danger)) \(HTML.each(reasons) { "<span>\($0)</span> " })"
        }
    }
}

extension EnvironmentPages {
    func newStationImport(_ request: Request, _ context: WebContext) async throws -> Response {
        let today = context.site.zone.day(of: context.now).iso8601
        return context.page(StationImportPage(validFrom: today).content)
    }

    /// Looks at the list; with `act=confirm` lets it hold, all rows that are
    /// right in one transaction.
    func importStations(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = StationImportPage(text: context.form.lines("text"), validFrom: context.form["valid-from"])
        if let file = context.form.file("file"), file.bytes.readableBytes > 0 {
            if let problem = file.problem(wanting: [.table]) {
                page.errors.add("text", problem)
                return context.page(page.content, status: .unprocessableContent)
            }
            let bytes = Array(file.bytes.readableBytesView)
            do {
                page.text = try reference.charsets.text(from: bytes, as: reference.charsets.guess(of: bytes).encoding)
            } catch {
                page.errors.add("text", error.message)
            }
        }
        let now = context.now
        let known = try await database.read { try StationStore.everyStation(at: now, in: $0) }
        let found = StationImport(page.text, known: known)
        page.found = found
        if let failure = found.failure { page.errors.add("text", failure) }
        guard let day = context.form.day("valid-from") else {
            page.errors.add("valid-from", Message("environment.form.day-unreadable"))
            return context.page(page.content, status: .unprocessableContent)
        }
        guard page.errors.isEmpty else { return context.page(page.content, status: .unprocessableContent) }
        let changes = found.rows.filter(\.isChange)
        guard context.form["act"] == "confirm", !changes.isEmpty else { return context.page(page.content) }
        let actor = try await requireChange(ofAll: changes, known: known, context)
        let start = context.site.zone.start(of: day)
        do {
            try await database.write { tx in
                for row in changes {
                    switch row.outcome {
                    case .registers(let said):
                        try StationStore.create(code: row.code, said, validFrom: start, by: actor, at: now, in: tx)
                    case .changes(let said):
                        try StationStore.change(code: row.code, to: said, validFrom: start, by: actor, at: now, in: tx)
                    case .same, .refused: continue
                    }
                }
            }
        } catch let error as StationError {
            page.errors.add("valid-from", error.answer.message)
            return context.page(page.content, status: .unprocessableContent)
        }
        return context.redirect(
            to: "/environment/stations",
            flash: Flash(.success, Message("environment.stations.imported", ["count": .count(changes.count)])))
    }

    /// Every station of the list as it is, and as it is to be.
    private func requireChange(
        ofAll rows: [StationImport.Row], known: [Station], _ context: WebContext
    ) async throws -> Actor {
        let stations = Dictionary(known.map { ($0.code, $0.scope) }, uniquingKeysWith: { first, _ in first })
        var scopes: [ActScope] = []
        for row in rows {
            switch row.outcome {
            case .registers(let said): scopes.append(said.scope)
            case .changes(let said): scopes += [said.scope, stations[row.code] ?? .city]
            case .same, .refused: continue
            }
        }
        return try await permissions.require(Self.changeOfStations, of: context.viewer.actor, in: scopes)
    }
}
