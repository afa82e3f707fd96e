// SPDX-License-Identifier: Apache-2.0

import Basics

/// Alarms, queues, tables, steps and lists for `/design`.
struct DesignLists: DesignWords {
    let now: Instant

    var alarms: HTML {
        let entries: [AlarmStrip.Entry] = [
            entry("grave", .grave), entry("warning", .warning),
            entry("notice", .notice, acknowledged: (by: "Trần Văn Đức", at: now - .minutes(3))),
        ]
        return "\(AlarmStrip(entries, id: "sample-alarms"))\(AlarmStrip([], id: "sample-calm"))"
    }

    func alarm(id: String) -> HTML { "\(AlarmStrip([entry(id, .grave)], id: "strip-\(id)"))" }

    private func entry(
        _ id: String, _ severity: AlarmStrip.Entry.Severity, acknowledged: (by: String, at: Instant)? = nil
    ) -> AlarmStrip.Entry {
        AlarmStrip.Entry(
            id: id, severity, say("alarm"), subject: "TNI001", raisedAt: now - .minutes(41), acknowledged: acknowledged,
            address: "/design#alarms",
            action: acknowledged == nil ? "\(LinkButton(say("acknowledge"), "/design#alarms", .quiet))" : .empty)
    }

    var html: HTML {
        """
        \(LinkTabs(say("tabs"), [(say("tab-one"), "/design", true), (say("tab-two"), "/design?tab=2", false)]))
        \(FilterBar("/design", isNarrowed: true, fields: "\(FormField.text("q", label: say("filter"), value: "Tây Ninh", kind: .search, isOptional: true))"))
        \(queue)
        \(Queue([], empty: EmptyState(say("empty"), advice: say("empty-advice"), action: LinkButton(say("action"), "/design", .quiet))))
        \(table)
        \(DataTable("sample-empty", caption: say("table-empty"), columns: [.init(say("column-time"), .time), .init(say("column-value"), .number)], rows: []))
        <div class="columns columns-even">\(Panel(say("steps"), "\(steps)"))\(Panel(say("facts"), "\(facts)"))</div>
        """
    }

    var queue: Queue { Queue(rows, empty: EmptyState(say("empty"), advice: say("empty-advice"))) }

    private var rows: [QueueRow] {
        [
            QueueRow(
                "\(say("queue-row"))", "/design#lists", detail: "\(say("queue-detail"))",
                tag: Tag(Message("web.tone.danger"), .danger), at: now - .minutes(25)),
            QueueRow("\(say("queue-row"))", "/design#lists", tag: Tag(say("tag")), at: now - .hours(30)),
        ]
    }

    var table: DataTable {
        DataTable(
            "sample-table", caption: say("table"),
            columns: [
                .init(say("column-time"), .time), .init(say("column-value"), .number), .init(say("column-note")),
            ],
            rows: (0..<5).map { index in
                let at = (now - .hours(index)).roundedDown(to: .hours(1), in: .vietNam)
                return DataTable.Row([
                    "\(at)",
                    "\(Self.figure(24.5 + Double(index * index), at: at, definition: say("definition"), source: say("sample-source")))",
                    index == 2 ? "\(Tag(say("tag"), .warning))" : "",
                ])
            }, next: "/design?after=x#lists")
    }

    static func figure(_ value: Double, at moment: Instant, definition: Message, source: Message) -> Figure {
        Figure(
            .number(value, decimals: 1), unit: .microgramPerCubicMetre, asOf: moment, source: .described(source),
            definition: definition, quality: .measured, records: "/design#lists")
    }

    private var steps: StepList {
        StepList([
            .init(say("step-one"), .done),
            .init(say("step-two"), .current, detail: "\(Progress(say("progress"), done: 420, of: 1_000))"),
            .init(say("step-three"), .failed), .init(say("step-four"), .ahead),
        ])
    }

    private var facts: DefinitionList {
        DefinitionList([
            (say("column-time"), "\(now)"), (say("column-note"), "\(say("link"))"),
            (say("colour"), "\(ColourMark("#ff7e00"))"),
        ])
    }
}
