// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// A grave act that asks for nothing but why.
struct ReasonForm: Component {
    let action: Address
    let button: SubmitButton
    /// Names the field: unlike any other on the page.
    let field: String
    var errors = FormErrors()
    /// What was typed and refused.
    var typed = FormInput.empty
    /// Hidden fields.
    var fields = HTML.empty

    var html: HTML {
        """
        <form class="form" method="post" action="\(action)" novalidate>\(HTML.formToken)\(fields)\
        \(Self.field(field, errors, typed))<p class="actions">\(button)</p></form>
        """
    }

    static func field(
        _ name: String, _ errors: FormErrors, _ typed: FormInput, label: Message = Message("identity.reason"),
        isOptional: Bool = false
    ) -> FormField {
        FormField.text(
            name, label: label, value: String(typed[name].prefix(Reason.limit)), hint: Message("identity.reason-hint"),
            error: errors[name], width: 40, autocomplete: "off", isOptional: isOptional, maxLength: Reason.limit)
    }
}
