// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

/// `/environment/files`: what stations sent, the newest first, for staff.
struct FileListPage {
    let page: Page<StationFileRecord>
    let stations: [Station]
    let filter: FileFilter
    let next: Address?

    var content: PageContent {
        PageContent(
            Message("environment.files.title"), layout: .wide,
            breadcrumb: [.init(Message("environment.air.title"), "/environment")],
            body: """
                \(RecordTabs(current: .files))
                \(PageHead(Message("environment.files.title"), lead: Message("environment.files.lead")))
                \(FilterBar("/environment/files", isNarrowed: filter.isNarrowed, of: "files", fields: fields))
                \(DataTable(
                    "files", caption: Message("environment.files.title"),
                    columns: [
                        .init(Message("environment.file.name")), .init(Message("environment.alarm.station")),
                        .init(Message("environment.file.stamped-at"), .time), .init(Message("environment.file.taken-at"), .time),
                        .init(Message("environment.file.lines"), .number), .init(Message("environment.file.state")),
                    ], rows: page.items.map(row), next: next, empty: Message("environment.files.none"), hidesCaption: true))
                """)
    }

    private var fields: HTML {
        """
        \(FormField.select(
            "station", label: Message("environment.alarm.station"),
            options: [.init("", Message("environment.filter.all"))] + stations.map { .init($0.code, named: "\($0.code) – \($0.name)") },
            value: filter.stationCode ?? "", isOptional: true))\
        \(FormField.text("day", label: Message("environment.filter.day"), value: filter.day?.iso8601 ?? "", kind: .date, isOptional: true))\
        \(FormField.select(
            "state", label: Message("environment.file.state"),
            options: [
                .init("", Message("environment.filter.all")), .init("taken", Message("environment.file.state.taken")),
                .init("refused", Message("environment.file.state.refused")),
            ], value: filter.state?.rawValue ?? "", isOptional: true))
        """
    }

    private func row(_ file: StationFileRecord) -> DataTable.Row {
        let station = stations.first { $0.id == file.station }
        return DataTable.Row([
            "<a href=\"\(Address(local: file.address) ?? "/environment/files")\">\(file.name)</a>",
            station.map { "<a href=\"\(Address(local: $0.address) ?? "/environment")\">\($0.name)</a>" } ?? "–",
            file.stampedAt.map { "\($0)" } ?? "–", "\(file.takenAt, .second)",
            "\(say: "environment.files.accepted", ["accepted": .count(file.accepted), "lines": .count(file.lines)])",
            "\(Tag(Message("environment.file.state.\(file.state.rawValue)"), file.state == .taken ? nil : .danger))",
        ])
    }
}

extension EnvironmentPages {
    func listFiles(_ request: Request, _ context: WebContext) async throws -> Response {
        let cursor = try APIPaging.cursor(in: context.query, parts: context.query.day("day") == nil ? 1 : 2)
        let now = context.now
        let asked = context.query
        let page = try await database.read { reader in
            let stations = try StationStore.everyStation(at: now, in: reader)
            let filter = FileFilter(asked, stations: stations)
            return FileListPage(
                page: try FileStore.files(filter, before: cursor, limit: context.pageSize(), in: reader),
                stations: stations, filter: filter, next: nil)
        }
        return context.page(
            FileListPage(
                page: page.page, stations: page.stations, filter: page.filter,
                next: context.next(after: page.page.next)
            ).content)
    }
}
