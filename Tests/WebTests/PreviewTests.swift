// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Web

/// `VAMCO_PREVIEW_PORT=8099 swift test --filter PreviewTests` serves `/design`
/// and pages like it until the port's `/preview/end` is asked for.
@Suite("The preview server", .enabled(if: ProcessInfo.processInfo.environment["VAMCO_PREVIEW_PORT"] != nil))
struct PreviewTests {
    @Test("serves the design system until it is told to end")
    func serve() async throws {
        let environment = ProcessInfo.processInfo.environment
        let port = try #require(environment["VAMCO_PREVIEW_PORT"].flatMap { Int($0) })
        let folder = URL(fileURLWithPath: environment["VAMCO_PARTS"] ?? ".parts")
        let (end, source) = AsyncStream<Void>.makeStream()
        let hub = LiveHub()
        var settings = SiteSettings()
        settings.showsDesign = true
        let site = try SampleSite.make(
            sessions: ["officer": .sample(.operator)], settings: settings,
            navigation: [
                NavigationEntry(Message("web.design.title"), "/design", for: .everyone),
                NavigationEntry(Message("web.design.alarms"), "/preview/wall", for: .everyone),
                NavigationEntry(Message("web.design.forms"), "/preview/form", for: .everyone),
            ], live: hub, parts: BrowserParts(folder: folder))
        let pages = RouteTable(
            "preview",
            [
                .get("/preview/end", .everyone, answers: .data) { _, context in
                    source.yield()
                    return context.json("ending")
                },
                .get("/preview/stream", .everyone, answers: .stream) { request, context in
                    try hub.stream(topics: ["preview"], to: request, in: context)
                },
                .get("/preview/publish", .everyone, answers: .data) { _, context in
                    hub.publish("\(PreviewPages.tile(context.now))", on: "preview")
                    return context.json("published")
                },
                .get("/preview/live", .everyone) { _, context in context.page(PreviewPages.live(context.now)) },
                .get("/preview/wall", .everyone) { _, context in context.page(PreviewPages.wall(context.now)) },
                .get("/preview/form", .everyone) { _, context in context.page(PreviewPages.form) },
                .post("/preview/form", .everyone) { _, context in
                    context.page(PreviewPages.form, status: .unprocessableContent)
                },
                .get("/preview/secret", .role(.operator)) { _, context in context.page(PreviewPages.form) },
                .get("/preview/broken", .everyone) { _, _ in throw CocoaError(.fileNoSuchFile) },
            ])
        let application = site.application(WebFeature.tables + [pages], port: port)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await _ in end { break }
            group.cancelAll()
        }
    }
}

enum PreviewPages {
    static func tile(_ now: Instant) -> FigureTile {
        let figure = Figure(
            .number(Double(now.seconds % 100), decimals: 0), unit: .one, asOf: now,
            source: .described(Message("web.design.sample-source")), definition: Message("web.design.definition"),
            quality: .measured, records: "/design")
        return FigureTile(Message("web.design.tile-late"), figure, at: now, id: "tile-live")
    }

    static func live(_ now: Instant) -> PageContent {
        PageContent(
            Message("web.design.title"), live: "/preview/stream",
            body: "\(PageHead(Message("web.design.figures")))\(Tiles([tile(now)]))")
    }

    static func wall(_ now: Instant) -> PageContent {
        let lists = DesignLists(now: now)
        return PageContent(
            Message("web.design.theme-wall"), layout: .wall, live: "/preview/stream",
            body: """
                <div class="wall-board"><div class="wall-head"><h1>\(say: "web.design.map")</h1>\
                <time class="wall-clock" data-behaviour="clock" datetime="\(now.iso8601(in: .vietNam))"></time></div>\
                <div class="wall-alarms">\(lists.alarm(id: "wall"))</div>\
                <div class="wall-map">\(DesignPanels(now: now).sampleMap)</div>\
                <div class="wall-figures">\(DesignFigures(now: now).compact)\(DesignFigures(now: now).compact)</div>\
                <div class="wall-events">\(lists.queue)</div></div>
                """)
    }

    static let form = PageContent(
        Message("web.design.forms"),
        body: """
            \(PageHead(Message("web.design.forms")))
            <form class="form" method="post" action="/preview/form" data-behaviour="unsaved">\(HTML.formToken)\
            \(FormField.text("name", label: Message("web.design.field-name")))\
            \(SubmitButton(Message("web.design.action")))</form>
            """)
}
