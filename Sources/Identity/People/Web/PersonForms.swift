// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What an administrator can do for a person.
struct PersonForms: Component {
    let page: PersonPage

    private var address: String { page.person.id.description }
    private var day: CivilDay { CivilZone.vietNam.day(of: page.now) }
    private var version: HTML {
        "<input type=\"hidden\" name=\"version\" value=\"\(machine: page.person.version)\">"
    }

    private var posts: [FormField.Choice] {
        page.staff.posts.values
            .filter { page.changeable.contains($0.id) && page.chart[$0.unit]?.exists(on: day) == true }
            .map { ($0.id, "\($0.title), \(page.names.title($0.unit, on: day, in: page.chart))") }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map { FormField.Choice($0.0.description, named: $0.1) }
    }

    private var receivers: [FormField.Choice] {
        page.staff.people.values.filter { $0.leftAt == nil && $0.id != page.person.id }
            .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
            .map { FormField.Choice($0.id.description, named: $0.name) }
    }

    private var held: [FormField.Choice] {
        page.staff.appointments(of: page.person.id)
            .filter { $0.holds(at: page.now) && page.changeable.contains($0.post) }.compactMap { held in
                page.staff.posts[held.post].map { FormField.Choice(held.id.description, named: $0.title) }
            }
    }

    private var kinds: [FormField.Choice] {
        Appointment.Kind.allCases.map { FormField.Choice($0.rawValue, Message("identity.staff.kind.\($0.rawValue)")) }
    }

    private var act: FormField {
        .text("act", label: Message("identity.org.field.act"), width: 50, isOptional: true, maxLength: 300)
    }

    var html: HTML {
        """
        \(posts.isEmpty ? nil : appointing)
        \(held.isEmpty || receivers.isEmpty ? nil : delegating)
        \(page.mayEndAll ? ending : nil)
        """
    }

    private var appointing: HTML {
        """
        <section class="section"><h2>\(say: "identity.staff.appoint")</h2>
        <form class="form" method="post" action="\(Address("/people/\(address)/appointments"))" novalidate>\
        \(HTML.formToken)\(version)\
        \(FormField.select("post", label: Message("identity.staff.post"), options: posts))\
        \(FormField.select("kind", label: Message("identity.staff.kind"), options: kinds))\
        \(FormField.text("from", label: Message("identity.org.field.from"), value: day.iso8601, kind: .date))\
        \(FormField.text("to", label: Message("identity.org.field.to"), kind: .date, isOptional: true))\(act)\
        <p class="actions">\(SubmitButton(Message("identity.staff.appoint-submit")))</p></form></section>
        """
    }

    private var ending: HTML {
        """
        <section class="section"><h2>\(say: "identity.staff.link")</h2>
        <form class="form" method="post" action="\(Address("/people/\(address)/accounts"))" novalidate>\(HTML.formToken)\
        \(FormField.text("login", label: Message("identity.field.login"), width: 30, autocomplete: "off", maxLength: 64))\
        <p class="actions">\(SubmitButton(Message("identity.staff.link-submit"), .quiet))</p></form></section>
        <section class="section"><h2>\(say: "identity.staff.leave")</h2><p>\(say: "identity.staff.leave-means")</p>
        \(ReasonForm(
            action: "/people/\(address)/leaving",
            button: SubmitButton(Message("identity.staff.leave-submit"), .danger), field: "leave-reason",
            errors: page.errors, typed: page.typed, fields: version))</section>
        """
    }

    private var delegating: HTML {
        """
        <section class="section"><h2>\(say: "identity.staff.delegate")</h2>
        <form class="form" method="post" action="\(Address("/people/\(address)/delegations"))" novalidate>\(HTML.formToken)\
        \(FormField.select("appointment", label: Message("identity.staff.delegated-from"), options: held))\
        \(FormField.select("receiver", label: Message("identity.staff.delegated-to"), options: receivers))\
        \(ChoiceField("role", .any, legend: Message("identity.field.roles"), options: RoleNames.postChoices))\
        \(FormField.text(
            "begin", label: Message("identity.org.field.from"), value: day.iso8601,
            hint: Message("identity.staff.moment-hint"), width: 20))\
        \(FormField.text(
            "until", label: Message("identity.staff.until"), hint: Message("identity.staff.moment-hint"), width: 20))\(act)\
        <p class="actions">\(SubmitButton(Message("identity.staff.delegate-submit"), .quiet))</p></form></section>
        """
    }
}
