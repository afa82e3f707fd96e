// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// The pages of people and posts.
package struct PeoplePages: Sendable {
    let people: People

    func names(_ context: WebContext) -> UnitNames {
        UnitNames(kinds: people.organisation.kinds, language: context.language)
    }

    /// A moment from a form: the beginning of a day, or `2026-11-23 17:30`.
    static func moment(_ text: String) -> Instant? {
        let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " }).map(String.init)
        guard let first = halves.first, let day = CivilDay(typed: first) else { return nil }
        let start = CivilZone.vietNam.start(of: day)
        guard halves.count == 2 else { return start }
        let parts = halves[1].split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else { return nil }
        return start + .seconds(parts[0] * 3_600 + parts[1] * 60)
    }
}

extension IdentityFeature {
    package var peoplePages: PeoplePages { PeoplePages(people: people) }
}

/// Everybody, by name.
struct PeopleListPage {
    let page: Page<Person>
    let staff: Staff
    let chart: OrgChart
    let names: UnitNames
    let now: Instant
    let search: String
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("identity.staff.title"), layout: .wide,
            twins: [.init("text/csv", "/people/list.csv", title: Message("identity.staff.title"))], body: body)
    }

    private var actions: HTML {
        """
        \(LinkButton(Message("identity.staff.posts"), "/people/posts", .quiet)) \
        \(LinkButton(Message("identity.staff.import"), "/people/import", .quiet)) \
        \(LinkButton(Message("identity.personal.desk"), "/people/data", .quiet))
        """
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.staff.title"), lead: Message("identity.staff.lead"), actions: actions))
        \(errors.summary)
        \(FilterBar("/people", isNarrowed: !search.isEmpty, fields: FormField.text(
            "search", label: Message("identity.staff.search"), value: search, kind: .search, width: 30,
            isOptional: true, maxLength: 100).html))
        \(DataTable("people", caption: Message("identity.staff.title"), columns: [
            .init(Message("identity.field.name")), .init(Message("identity.staff.post")),
            .init(Message("identity.field.state")),
        ], rows: page.items.map(row), next: next, empty: Message("identity.staff.none"), hidesCaption: true,
            stacks: true))
        <section class="section"><h2>\(say: "identity.staff.new")</h2>
        <form class="form" method="post" action="/people" novalidate>\(HTML.formToken)\
        \(FormField.text(
            "name", label: Message("identity.field.name"), error: errors["name"], width: 40, autocomplete: "off",
            maxLength: 100))\
        <p class="actions">\(SubmitButton(Message("identity.staff.add")))</p></form></section>
        """
    }

    private var next: Address? {
        page.next.map {
            ("/people" as Address).with("search", search.isEmpty ? nil : search).with("after", $0.encoded)
        }
    }

    private func row(_ person: Person) -> DataTable.Row {
        let day = CivilZone.vietNam.day(of: now)
        let held = staff.appointments(of: person.id).filter { $0.holds(at: now) }.compactMap { staff.posts[$0.post] }
        return DataTable.Row([
            "<a href=\"\(Address("/people/\(person.id.description)"))\">\(person.name)</a>",
            HTML.each(held) { "<p>\($0.title), \(names.title($0.unit, on: day, in: chart))</p>" },
            person.leftAt.map { "\(say: "identity.staff.left", ["since": .instant($0)])" }
                ?? "\(say: "identity.staff.working")",
        ])
    }
}

extension PeoplePages {
    @Sendable func listPeople(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await listPage(context).content)
    }

    @Sendable func addPerson(_ request: Request, _ context: WebContext) async throws -> Response {
        do {
            let id = try await people.add(name: context.form["name"], by: context.viewer.actor)
            return context.redirect(
                to: "/people/\(id.description)", flash: Flash(.success, Message("identity.staff.added")))
        } catch let error as StaffError {
            var page = try await listPage(context)
            page.errors.add("name", error.answer.message)
            return context.page(page.content, status: .unprocessableContent)
        }
    }

    @Sendable func exportPeople(_ request: Request, _ context: WebContext) async throws -> Response {
        let staff = try await people.staff()
        let chart = try await people.organisation.chart()
        let day = people.organisation.today
        let all = staff.appointments.values.sorted { ($0.from, $0.id) < ($1.from, $1.id) }
        return context.csv(
            "people.csv", columns: ["name", "title", "unit", "standing", "kind", "from", "to", "act"]
        ) { csv in
            for held in all {
                guard let person = staff.people[held.person], let post = staff.posts[held.post] else { continue }
                let unit = chart[post.unit]?.nearest(to: day)
                try await csv.write([
                    .text(person.name), .text(post.title), .text(unit.map { "\($0.scheme):\($0.code)" } ?? ""),
                    .text(post.standing.rawValue), .text(held.kind.rawValue), .instant(held.from),
                    held.to.map(CSVValue.instant) ?? .empty, .text(held.act),
                ])
            }
        }
    }

    private func listPage(_ context: WebContext) async throws -> PeopleListPage {
        let staff = try await people.staff()
        let search = String(context.query["search"].prefix(100))
        let words = search.searchKey.split(separator: " ")
        let after = context.cursor?.parts ?? []
        let keyed = staff.people.values.map { (key: $0.name.searchKey, person: $0) }
            .filter { entry in
                words.allSatisfy { (" " + entry.key).contains(" " + $0) }
                    && (after.count != 2 || (entry.key, entry.person.id.description) > (after[0], after[1]))
            }.sorted { ($0.key, $0.person.id) < ($1.key, $1.person.id) }
        let page = Page(rows: Array(keyed.prefix(51)), limit: 50) { Cursor([$0.key, $0.person.id.description]) }
        return PeopleListPage(
            page: page.map(\.person), staff: staff, chart: try await people.organisation.chart(),
            names: names(context), now: people.clock.now, search: search)
    }
}
