// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import Web

extension PeoplePages {
    @Sendable func showPerson(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await personPage(context).content)
    }

    @Sendable func appoint(_ request: Request, _ context: WebContext) async throws -> Response {
        try await acting(context, "identity.staff.appointed") { id in
            let form = context.form
            guard let post = Post.ID(form["post"]), let kind = Appointment.Kind(rawValue: form["kind"]) else {
                throw StaffError.unknownPost
            }
            let actor = try await requireChange(of: post, context)
            guard let from = Self.moment(form["from"]) else { throw StaffError.backwards }
            // The last day is written; the first moment without is the next day's beginning.
            let to = form.day("to").map { CivilZone.vietNam.start(of: $0 + 1) }
            try await people.appoint(
                id, to: post, kind, from: from, to: to, act: form["act"], version: form.integer("version") ?? 0,
                by: actor)
        }
    }

    @Sendable func relieve(_ request: Request, _ context: WebContext) async throws -> Response {
        let appointment: Appointment.ID = try context.identifier("appointment")
        let field = "reason-\(appointment)"
        return try await acting(context, "identity.staff.relieved", reason: field) { _ in
            let actor = try await requireChange(of: appointment, context)
            try await people.relieve(appointment, at: people.clock.now, because: context.form[field], by: actor)
        }
    }

    @Sendable func delegate(_ request: Request, _ context: WebContext) async throws -> Response {
        try await acting(context, "identity.staff.delegated") { _ in
            let form = context.form
            guard let appointment = Appointment.ID(form["appointment"]), let to = Person.ID(form["receiver"]) else {
                throw StaffError.unknownPerson
            }
            let actor = try await requireChange(of: appointment, context)
            guard let from = Self.moment(form["begin"]), let until = Self.moment(form["until"]) else {
                throw StaffError.backwards
            }
            try await people.delegate(
                appointment, to: to, roles: Set(form.all("role").map(Role.init(rawValue:))), from: from, until: until,
                act: form["act"], by: actor)
        }
    }

    @Sendable func revoke(_ request: Request, _ context: WebContext) async throws -> Response {
        let delegation: Delegation.ID = try context.identifier("delegation")
        let field = "reason-\(delegation)"
        return try await acting(context, "identity.staff.revoked", reason: field) { id in
            guard let held = try await people.staff().delegations.first(where: { $0.id == delegation }) else {
                throw StaffError.unknownAppointment
            }
            let actor = try await requireChange(of: held.appointment, context)
            try await people.revoke(delegation, of: id, because: context.form[field], by: actor)
        }
    }

    @Sendable func linkAccount(_ request: Request, _ context: WebContext) async throws -> Response {
        try await acting(context, "identity.staff.linked") { id in
            try await people.link(context.form["login"], to: id, by: context.viewer.actor)
        }
    }

    @Sendable func leave(_ request: Request, _ context: WebContext) async throws -> Response {
        let field = "leave-reason"
        return try await acting(context, "identity.staff.has-left", reason: field) { id in
            try await people.leave(
                id, version: context.form.integer("version") ?? 0, because: context.form[field],
                by: context.viewer.actor)
        }
    }

    func personPage(_ context: WebContext) async throws -> PersonPage {
        let staff = try await people.staff()
        let id: Person.ID = try context.identifier("person")
        guard let person = staff.people[id] else { throw StaffError.unknownPerson }
        var page = PersonPage(
            person: person, staff: staff, chart: try await people.organisation.chart(), names: names(context),
            now: people.clock.now, actions: people.rules.values.sorted { $0.action < $1.action })
        page.changeable = people.changeablePosts(for: context.viewer, staff, page.chart)
        page.mayEndAll = IdentityPolicies.accounts.permits(context.viewer)
        page.acts = try await people.acts(on: id.description)
        page.accounts = try await people.accounts(of: id)
        return page
    }

    /// - Parameter reason: The field that says why.
    private func acting(
        _ context: WebContext, _ said: String, reason: String = "", _ act: (Person.ID) async throws -> Void
    ) async throws -> Response {
        let id: Person.ID = try context.identifier("person")
        do {
            try await act(id)
        } catch let error as StaffError {
            var page = try await personPage(context)
            page.typed = context.form
            if error == .reasonMissing { page.errors.add(reason, error.answer.message) } else { page.refusal = error }
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(to: "/people/\(id.description)", flash: Flash(.success, Message(said)))
    }
}
