// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/environment/files/{id}`: a file as the station sent it, with the line
/// that a figure came from.
///
/// Visitors see what became public values: the file's record and its accepted
/// lines. Refused lines may hold anything, and the folder and checksum are the
/// authority's business: staff see them.
struct FilePage {
    let file: StationFileRecord
    let station: Station?
    /// `nil` once the content was dropped by the rule of retention.
    let text: FileText?
    let refused: [QuarantineEntry]
    /// The line to show at once.
    let line: Int?
    let isStaff: Bool

    var content: PageContent {
        PageContent(
            Message("environment.file.title", ["name": .text(file.name)]), layout: .wide, breadcrumb: breadcrumb,
            body: """
                <header class="page-head"><h1 class="file-name">\(file.name)</h1><p>\(state)\
                \(file.isBacklog ? " \(Tag(Message("environment.file.backlog")))" as HTML : nil)</p></header>
                \(DefinitionList(facts))
                \(isStaff ? staffActions : nil)
                <section aria-labelledby="lines-title"><h2 id="lines-title">\(say: "environment.file.content")</h2>\(lines)</section>
                """)
    }

    private var breadcrumb: [PageContent.Step] {
        var steps: [PageContent.Step] = [.init(Message("environment.air.title"), "/environment")]
        if let station { steps.append(.init(named: station.name, Address("/environment/stations/\(station.code)"))) }
        return steps
    }

    private var state: Tag {
        switch file.state {
        case .taken where file.refused > 0: Tag(Message("environment.file.state.partly"), .warning)
        case .taken: Tag(Message("environment.file.state.taken"), .success)
        case .refused: Tag(Message("environment.file.state.refused"), .danger)
        }
    }

    private var facts: [(name: Message, content: HTML)] {
        var facts: [(name: Message, content: HTML)] = []
        if let station {
            facts.append(
                (
                    Message("environment.alarm.station"),
                    "<a href=\"\(Address("/environment/stations/\(station.code)"))\">\(station.name)</a>"
                ))
        }
        if let stampedAt = file.stampedAt {
            facts.append((Message("environment.file.stamped-at"), "\(stampedAt, .second)"))
        }
        facts.append((Message("environment.file.received-at"), "\(file.receivedAt, .second)"))
        facts.append((Message("environment.file.taken-at"), "\(file.takenAt, .second)"))
        facts.append(
            (
                Message("environment.file.lines"),
                "\(say: "environment.file.counts", ["lines": .count(file.lines), "accepted": .count(file.accepted), "refused": .count(file.refused)])"
            ))
        if file.version > 1 {
            facts.append(
                (
                    Message("environment.file.version"),
                    "\(say: "environment.file.version-text", ["number": .count(file.version)])"
                ))
        }
        if file.repeated > 0 {
            facts.append(
                (
                    Message("environment.file.repeated"),
                    "\(say: "environment.file.repeated-text", ["count": .count(file.repeated)])"
                ))
        }
        if isStaff {
            facts.append((Message("environment.file.path"), "<code>\(file.path)</code>"))
            facts.append(
                (Message("environment.file.size"), "\(say: "environment.file.bytes", ["count": .count(file.size)])"))
            facts.append(
                (Message("environment.file.sha256"), "<code class=\"digest\">\(hexadecimal(file.sha256))</code>"))
        }
        return facts
    }

    private var staffActions: HTML {
        guard text != nil else { return .empty }
        return """
            <p class="actions">\(LinkButton(Message("environment.file.download"), Address("/environment/files/\(file.id.description)/raw"), .quiet))</p>
            """
    }

    private var lines: HTML {
        guard let text else { return "\(Notice(.information, Message("environment.file.dropped")))" }
        let reasons = Dictionary(
            refused.compactMap { entry in entry.line.map { ($0, entry) } }, uniquingKeysWith: { first, _ in first })
        return """
            \(isStaff ? nil : "<p>\(say: "environment.file.public-note")</p>" as HTML)\
            <ol class="file-lines">\(HTML.each(text.lines) { entry($0, reasons[$0.number]) })</ol>\
            \(text.isCut ? "<p>\(say: "environment.file.cut")</p>" as HTML : nil)
            """
    }

    private func entry(_ line: FileText.Line, _ refusal: QuarantineEntry?) -> HTML {
        let isShown = isStaff || (refusal == nil && file.state == .taken)
        return """
            <li class="file-line\(" file-line-marked", if: line.number == self.line)\(" file-line-refused", if: refusal != nil)" \
            id="L\(machine: line.number)"\(" aria-current=\"true\"", if: line.number == self.line)>\
            \(isShown ? "<code>\(line.text)</code>" as HTML : "<span class=\"muted\">\(say: "environment.file.hidden-line")</span>" as HTML)\
            \(refusal.map { entry in
                """
                <span class="file-line-reason">\(isStaff
                    ? "<a href=\"\(Address(local: entry.address) ?? "/environment/quarantine")\">\(entry.reason)</a>" as HTML
                    : "\(say: "environment.file.state.refused")" as HTML)</span>
                """ as HTML
            })</li>
            """
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
