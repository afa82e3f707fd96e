// SPDX-License-Identifier: Apache-2.0

import Basics

/// Everything that is looked after, and before it what needs looking at.
struct AdministrationPage {
    var parts: [(part: AdministrationPart, state: AdministrationState)] = []

    var content: PageContent { PageContent(AdministrationPages.title, layout: .wide, body: body) }

    private var body: HTML {
        """
        \(PageHead(AdministrationPages.title, lead: Message("web.administration.lead")))
        <div class="stack"><section class="stack" aria-labelledby="concerns"><h2 id="concerns">\(say: "web.administration.concerns")</h2>
        \(concerns)</section>\(HTML.each(AdministrationPart.Group.allCases, group))</div>
        """
    }

    /// The gravest first; among equals in the order of the parts.
    private var concerns: HTML {
        let all = parts.flatMap { part, state in state.concerns.map { (part: part, concern: $0) } }
        guard !all.isEmpty else { return Notice(.success, Message("web.administration.all-well")).html }
        let order: [Tone] = [.danger, .warning, .information, .success]
        return Queue(
            order.flatMap { tone in
                all.filter { $0.concern.tone == tone }.map { part, concern in
                    QueueRow(
                        "\(concern.message)", part.address, detail: "\(part.title)",
                        tag: Tag(Message("web.administration.tone.\(tone.rawValue)"), tone))
                }
            }, empty: EmptyState(Message("web.administration.all-well")), id: "administration-concerns"
        ).html
    }

    private func group(_ group: AdministrationPart.Group) -> HTML {
        let own = parts.filter { $0.part.group == group }
        guard !own.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "web.administration.group.\(group.rawValue)")</h2>
            <div class="tiles parts">\(HTML.each(own) { PartCard(part: $0.part, state: $0.state).html })</div></section>
            """
    }
}

/// One part: the way in, what it is for, its figures and how they are counted.
private struct PartCard: Component {
    let part: AdministrationPart
    let state: AdministrationState

    var html: HTML {
        """
        <article class="panel part"><h3 class="part-title"><a href="\(part.address)">\(part.title)</a></h3>\
        <p class="part-purpose">\(part.purpose)</p>\
        <dl class="facts">\(HTML.each(state.figures) { Self.line($0.title, "\($0.figure)") })\
        \(HTML.each(state.facts) { Self.line($0.title, $0.content) })</dl>\
        \(state.figures.isEmpty ? nil : more)</article>
        """
    }

    private static func line(_ title: Message, _ content: HTML) -> HTML {
        "<div><dt>\(title)</dt><dd>\(content)</dd></div>"
    }

    private var more: HTML {
        """
        <details class="tile-more"><summary>\(say: "web.figure.how")</summary>\
        \(HTML.each(state.figures) { title, figure in
            """
            <p><strong>\(title)</strong>: \(figure.definition) \
            \(figure.asOf.map { "<span class=\"muted\">\(say: "web.figure.as-of") \($0)</span>" as HTML })</p>\
            \(FigureFacts(figure))
            """
        })</details>
        """
    }
}
