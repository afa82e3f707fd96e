// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// The posts there are, who holds them, and a new one.
struct PostListPage {
    let staff: Staff
    let chart: OrgChart
    let names: UnitNames
    let now: Instant
    var errors = FormErrors()
    var refusal: StaffError?

    private var day: CivilDay { CivilZone.vietNam.day(of: now) }

    var content: PageContent {
        PageContent(
            Message("identity.staff.posts"), layout: .wide,
            breadcrumb: [.init(Message("identity.staff.title"), "/people")],
            body: """
                \(PageHead(Message("identity.staff.posts"), lead: Message("identity.staff.posts-lead")))
                <div class="stack">\(errors.summary)\(refusal.map { Notice(.danger, $0.answer.message) })</div>
                \(table)<section class="section"><h2>\(say: "identity.staff.new-post")</h2>\(form)</section>
                """)
    }

    private var table: HTML {
        let posts = staff.posts.values.map { (post: $0, unit: names.title($0.unit, on: day, in: chart)) }
            .sorted { ($0.unit, $0.post.title, $0.post.id) < ($1.unit, $1.post.title, $1.post.id) }
        return DataTable(
            "posts", caption: Message("identity.staff.posts"),
            columns: [
                .init(Message("identity.staff.post")), .init(Message("identity.org.competence.unit")),
                .init(Message("identity.staff.holders")), .init(Message("identity.field.roles")),
                .init(Message("identity.staff.reach")),
            ],
            rows: posts.map { post, _ in
                let holders = HTML.each(staff.holders(of: post.id, at: now)) {
                    "<a href=\"\(Address("/people/\($0.id.description)"))\">\($0.name)</a> "
                }
                return DataTable.Row([
                    "\(post.title)", names.link(post.unit, on: day, in: chart, today: day), holders,
                    RoleNames(post.roles).html, "\(say: "identity.staff.reach.\(post.reach.rawValue)")",
                ])
            }, hidesCaption: true, stacks: true
        ).html
    }

    private var form: HTML {
        let standings = Post.Standing.allCases.map {
            FormField.Choice($0.rawValue, Message("identity.staff.standing.\($0.rawValue)"))
        }
        let reaches = Post.Reach.allCases.map {
            FormField.Choice($0.rawValue, Message("identity.staff.reach.\($0.rawValue)"))
        }
        return """
            <form class="form" method="post" action="/people/posts" novalidate>\(HTML.formToken)\
            \(FormField.text("title", label: Message("identity.staff.post-title"), width: 40, maxLength: 200))\
            \(FormField.text("title-en", label: Message("identity.staff.post-title-en"), width: 40, isOptional: true, maxLength: 200))\
            \(FormField.text(
                "unit", label: Message("identity.org.competence.unit-code"),
                hint: Message("identity.org.competence.unit-hint"), error: errors["unit"], width: 20, maxLength: 64))\
            \(FormField.select("standing", label: Message("identity.staff.standing"), options: standings, value: "officer"))\
            \(ChoiceField("role", .any, legend: Message("identity.field.roles"), options: RoleNames.postChoices))\
            \(FormField.select("reach", label: Message("identity.staff.reach"), options: reaches, value: "parent"))\
            <p class="actions">\(SubmitButton(Message("identity.staff.establish")))</p></form>
            """
    }
}

extension PeoplePages {
    @Sendable func listPosts(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await postPage(context).content)
    }

    @Sendable func establishPost(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await postPage(context)
        let form = context.form
        let day = people.organisation.today
        guard let named = UnitShare.parsed(form["unit"]).first,
            let unit = page.chart.unit(scheme: named.scheme, code: named.code, on: day)
        else {
            page.errors.add("unit", StaffError.unknownUnit.answer.message)
            return context.page(page.content, status: .unprocessableContent)
        }
        let reach = Post.Reach(rawValue: form["reach"]) ?? .unit
        let actor = try await requireChange(of: unit.id, reach, context)
        do {
            _ = try await people.establish(
                .init(
                    unit: unit.id, title: form["title"], titleEnglish: form["title-en"],
                    standing: Post.Standing(rawValue: form["standing"]) ?? .officer,
                    roles: Set(form.all("role").map(Role.init(rawValue:))),
                    reach: reach), by: actor)
        } catch let error as StaffError {
            page.refusal = error
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(
            to: "/people/posts", flash: Flash(.success, Message("identity.staff.established")))
    }

    private func postPage(_ context: WebContext) async throws -> PostListPage {
        PostListPage(
            staff: try await people.staff(), chart: try await people.organisation.chart(), names: names(context),
            now: people.clock.now)
    }
}
