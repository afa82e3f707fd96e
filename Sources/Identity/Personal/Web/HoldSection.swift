// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The legal holds on somebody's data, with the way to lift one and to place another.
struct HoldSection: Component {
    let holds: [LegalHold]
    let holder: DataHolder
    let typed: FormInput

    var html: HTML {
        """
        <section class="section" id="holds"><h2>\(say: "identity.personal.holds")</h2>\
        <p>\(say: "identity.personal.holds-mean")</p>\(table)\
        <form class="form" method="post" action="\(place)" novalidate>\(HTML.formToken)\
        \(FormField.reason("hold-reason", value: typed["hold-reason"]))\
        <p class="actions">\(SubmitButton(Message("identity.personal.hold.place"), .quiet))</p></form></section>
        """
    }

    private var place: Address {
        holder.isCitizen ? "/people/data/citizens/\(holder.id)/holds" : "/people/\(holder.id)/holds"
    }

    private func end(of hold: String) -> Address {
        holder.isCitizen
            ? "/people/data/citizens/\(holder.id)/holds/\(hold)/end" : "/people/\(holder.id)/holds/\(hold)/end"
    }

    private var table: HTML {
        DataTable(
            "holds", caption: Message("identity.personal.holds"),
            columns: [
                .init(Message("identity.personal.hold.placed"), .time), .init(Message("identity.event.who")),
                .init(Message("identity.personal.reason")), .init(Message("identity.personal.hold.lifted")),
            ],
            rows: holds.map { hold in
                let lift = ActionForm(
                    end(of: hold.id.description),
                    SubmitButton(Message("identity.personal.hold.lift"), .quiet))
                return DataTable.Row([
                    "\(hold.placedAt)", "\(hold.placedByName)", "\(hold.reason)",
                    hold.liftedAt.map { "\($0), \(hold.liftedByName)" } ?? lift.html,
                ])
            }, empty: Message("identity.personal.hold.none"), hidesCaption: true, stacks: true
        ).html
    }
}

extension FormField {
    /// Why, in words that the person it is about will see.
    static func reason(_ name: String, value: String) -> FormField {
        .text(
            name, label: Message("identity.personal.reason"), value: value,
            hint: Message("identity.personal.reason-hint"), width: 40, autocomplete: "off",
            maxLength: Reason.limit)
    }
}
