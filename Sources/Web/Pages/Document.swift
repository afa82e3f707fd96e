// SPDX-License-Identifier: Apache-2.0

import Basics

/// The one layout: everything of a page that is the same everywhere.
struct Document {
    private let content: PageContent
    private let flash: Flash?
    private let context: WebContext

    init(_ content: PageContent, flash: Flash?, context: WebContext) {
        self.content = content
        self.flash = flash
        self.context = context
    }

    var html: HTML {
        """
        <!doctype html>
        <html lang="\(context.language.rawValue)" data-theme="\(theme)" data-layout="\(content.layout.rawValue)"\(partMarks)>
        \(head)
        <body\(liveMarks)>
        \(content.layout == .bare ? content.body : frame)
        </body>
        </html>
        """
    }

    /// Where scripts find the installed parts and the map's background.
    private var partMarks: HTML {
        let parts = context.site.parts
        var marks: HTML = .empty
        if let script = parts.address(of: .leafletScript) { marks += " data-leaflet-script=\"\(script)\"" }
        if let style = parts.address(of: .leafletStyle) { marks += " data-leaflet-style=\"\(style)\"" }
        if let script = parts.address(of: .echarts) { marks += " data-echarts=\"\(script)\"" }
        if let script = parts.address(of: .htmx) { marks += " data-htmx=\"\(script)\"" }
        if let tiles = context.site.settings.tiles {
            marks += " data-tiles=\"\(tiles.template)\" data-tiles-by=\"\(tiles.attribution)\""
        }
        return marks
    }

    private var theme: String { content.layout == .wall ? "wall" : context.theme.rawValue }

    private var head: HTML {
        let site = context.site
        return """
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(content.title) – \(site.city.text(in: context.language))</title>
            \(content.summary.map { "<meta name=\"description\" content=\"\($0)\">\n" as HTML })\
            <meta name="color-scheme" content="\(colourScheme)">
            <meta name="theme-color" content="\(theme == "wall" ? "#0a1418" : "#0b5563")">
            <link rel="stylesheet" href="\(site.assets.address(of: "site.css"))">
            <link rel="icon" type="image/svg+xml" href="\(site.assets.address(of: "image/icon.svg"))">
            \(HTML.each(Language.allCases) { language in
                "<link rel=\"alternate\" hreflang=\"\(language.rawValue)\" href=\"\(switched("lang", language.rawValue))\">\n"
            })\
            \(HTML.each(content.twins) { twin in
                "<link rel=\"alternate\" type=\"\(twin.type)\" title=\"\(twin.title)\" href=\"\(twin.address)\">\n"
            })\
            <script type="module"\(nonce) src="\(site.assets.address(of: "js/main.js"))"></script>
            </head>
            """
    }

    private var nonce: HTML { context.isShared ? .empty : " nonce=\"\(HTML(.volatile(.nonce)))\"" }

    private var colourScheme: String {
        switch theme {
        case "light": "light"
        case "dark", "wall": "dark"
        default: "light dark"
        }
    }

    private var liveMarks: HTML {
        guard let live = content.live else { return .empty }
        return """
             data-behaviour="live" data-live="\(live)" data-live-from="\(context.livePosition.text)" \
            data-live-lost="\(say: "web.live.lost")" data-live-reload="\(say: "web.live.reload")"
            """
    }

    /// Pages of somebody signed in keep what was typed over a sign-in, or over
    /// the page that asks them to prove again who they are.
    private var keptFormMarks: HTML {
        let settings = context.site.settings
        guard context.viewer.isSignedIn, content.layout != .wall, context.path != settings.proofAddress.text else {
            return .empty
        }
        return """
             data-behaviour="kept-form" data-kept-for="\(context.viewer.actor.stored)" \
            data-kept-past="\(settings.signInAddress) \(settings.proofAddress)" data-kept-words="\(say: "web.form.restored")"
            """
    }

    private var frame: HTML {
        """
        <a class="skip-link" href="#main">\(say: "web.page.skip")</a>
        \(content.layout == .wall ? nil : SiteHeader(context: context))\
        \(content.live == nil ? nil : "<p class=\"live-state\" id=\"live-state\" role=\"status\" hidden></p>\n" as HTML)\
        <main id="main" class="main main-\(content.layout.rawValue)" tabindex="-1"\(keptFormMarks)>
        \(content.breadcrumb.isEmpty ? nil : Breadcrumb(steps: content.breadcrumb))\
        \(flash.map { Notice($0.tone, $0.message) })\
        \(content.body)
        </main>
        \(content.layout == .wall ? nil : SiteFooter(context: context))
        """
    }

    private func switched(_ name: StaticString, _ value: String) -> Address {
        context.addressHere.with(name, value)
    }
}

extension WebContext {
    /// This page's address, without a choice of language or theme in it.
    var addressHere: Address {
        let kept = rawQuery.split(separator: "&").filter { !$0.hasPrefix("lang=") && !$0.hasPrefix("theme=") }
        let text = path + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))
        return Address(local: text) ?? "/"
    }
}
