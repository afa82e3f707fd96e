// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// A citizen's own page: who the provider says they are, how sure that is,
/// and where they are signed in.
struct CitizenPage {
    let citizen: Citizen
    /// The provider's name; `nil` where they came with a code sent by e-mail.
    let provider: String?
    let sessions: [CitizenSession]
    let this: CitizenSession.ID?
    let settings: IdentitySettings
    /// A name that was typed and refused.
    var typedName: String?
    var errors = FormErrors()

    var content: PageContent { PageContent(Message("identity.citizen.title"), body: body) }

    private var body: HTML {
        """
        \(PageHead(Message("identity.citizen.title"), lead: lead, actions: LinkButton(Message("identity.personal.own-title"), "/citizen/personal", .quiet).html))
        \(errors.summary)\(DefinitionList(facts))\(provider == nil ? naming : nil)
        \(SessionSection(
            sessions: sessions, this: this, settings: settings, own: "citizen",
            more: (Message("identity.citizen.level"), { "\($0.level.message)" })))
        """
    }

    private var lead: Message {
        provider.map { Message("identity.citizen.lead", ["provider": .text($0)]) }
            ?? Message("identity.citizen.lead-local")
    }

    /// Nobody vouches for this name: it is what the person says.
    private var naming: HTML {
        """
        <section class="section"><form class="form" method="post" action="/citizen/name" novalidate>\(HTML.formToken)\
        \(FormField.text(
            "name", label: Message("identity.field.name"), value: typedName ?? citizen.profile.name ?? "",
            hint: Message("identity.citizen.name-hint"), error: errors["name"], width: 30, autocomplete: "name",
            maxLength: 120))\
        <p class="actions">\(SubmitButton(Message("identity.citizen.name-save"), .quiet))</p></form></section>
        """
    }

    private var facts: [(Message, HTML)] {
        let profile = citizen.profile
        var facts: [(Message, HTML)] = []
        func add(_ key: String, _ text: String?) {
            if let text { facts.append((Message(key), "\(text)")) }
        }
        add("identity.citizen.organisation", profile.organisation)
        add("identity.field.name", profile.name)
        if let born = profile.born {
            // As it was told where it is no calendar day.
            facts.append((Message("identity.citizen.born"), CivilDay(iso8601: born).map { "\($0)" } ?? "\(born)"))
        }
        add("identity.citizen.identity-number", profile.identityNumber.map(PersonalField.identityNumber.masked))
        add("identity.citizen.organisation-code", profile.organisationCode)
        add("identity.citizen.tax-code", profile.taxCode)
        add("identity.citizen.phone", profile.phone.map(PersonalField.phone.masked))
        add("identity.citizen.email", profile.email.map(PersonalField.email.masked))
        let named: HTML = provider.map { "\($0)" } ?? "\(say: "identity.email.provider")"
        facts.append((Message("identity.citizen.provider"), named))
        if let session = sessions.first(where: { $0.id == this }) {
            facts.append((Message("identity.citizen.level"), "\(session.level.message)"))
            if let at = session.provedAt { facts.append((Message("identity.citizen.proved"), "\(at)")) }
        }
        return facts
    }
}

extension Authentication.Level {
    /// The level in words.
    var message: Message { Message("identity.level.\(rawValue)") }
}
