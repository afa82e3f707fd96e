// SPDX-License-Identifier: Apache-2.0

import Basics

/// Every component in every state, and the themes side by side. All numbers
/// on it are samples and say so.
struct DesignPage: DesignWords {
    let now: Instant

    var content: PageContent {
        PageContent(
            say("title"), breadcrumb: [PageContent.Step(say("front"), "/")], summary: say("lead"),
            body: """
                \(PageHead(say("title"), lead: say("lead")))
                \(section("figures", DesignFigures(now: now).html))
                \(section("alarms", DesignLists(now: now).alarms))
                \(section("maps", DesignPanels(now: now).html))
                \(section("lists", DesignLists(now: now).html))
                \(section("forms", DesignForms().html))
                \(section("states", DesignForms().states))
                \(section("themes", themes))
                """)
    }

    private func section(_ name: String, _ content: HTML) -> HTML {
        "<section class=\"section stack\" id=\"\(name)\"><h2>\(say: "web.design.\(name)")</h2>\(content)</section>\n"
    }

    private var themes: HTML {
        """
        <div class="themes">\
        \(HTML.each(["light", "dark", "wall"]) { theme in
            """
            <div class="theme-sample stack" data-theme="\(theme)"><h3>\(say: "web.design.theme-\(theme)")</h3>\
            \(DesignFigures(now: now).compact)\(DesignLists(now: now).alarm(id: "sample-\(theme)"))\
            <p class="actions">\(LinkButton(say("action"), "/design"))\(LinkButton(say("action-quiet"), "/design", .quiet))</p>\
            <p><a href="/design">\(say("link"))</a></p></div>
            """
        })</div>
        """
    }
}
