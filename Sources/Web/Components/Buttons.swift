// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How much a button asks for attention: one `primary` a page.
package enum ButtonStyle: String, Sendable {
    case primary
    case quiet
    case danger
}

/// Goes somewhere, looks like a button.
package struct LinkButton: Component {
    private let title: Message
    private let address: Address
    private let style: ButtonStyle

    package init(_ title: Message, _ address: Address, _ style: ButtonStyle = .primary) {
        self.title = title
        self.address = address
        self.style = style
    }

    package var html: HTML { "<a class=\"button button-\(style.rawValue)\" href=\"\(address)\">\(title)</a>" }
}

/// Sends the form it stands in.
package struct SubmitButton: Component {
    private let title: Message
    private let style: ButtonStyle
    private let name: String?
    private let value: String

    package init(_ title: Message, _ style: ButtonStyle = .primary, name: String? = nil, value: String = "yes") {
        self.title = title
        self.style = style
        self.name = name
        self.value = value
    }

    package var html: HTML {
        """
        <button class="button button-\(style.rawValue)" type="submit"\
        \(name.map { " name=\"\($0)\" value=\"\(value)\"" as HTML })>\(title)</button>
        """
    }
}

/// A form with one button, for an act that needs no questions.
package struct ActionForm: Component {
    private let action: Address
    private let button: SubmitButton
    private let fields: HTML

    package init(_ action: Address, _ button: SubmitButton, fields: HTML = .empty) {
        self.action = action
        self.button = button
        self.fields = fields
    }

    package var html: HTML {
        "<form class=\"action-form\" method=\"post\" action=\"\(action)\">\(HTML.formToken)\(fields)\(button)</form>"
    }
}
