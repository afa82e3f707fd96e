// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The steps of a task and how far it has come.
package struct StepList: Component {
    package enum State: String, Sendable {
        case done
        case current
        case ahead
        case failed
    }

    package struct Step: Sendable {
        let title: Message
        let state: State
        /// The state in words.
        let words: Message
        let detail: HTML

        package init(_ title: Message, _ state: State, detail: HTML = .empty) {
            self.init(title, state, Message("web.step.\(state.rawValue)"), detail)
        }

        /// Something that holds or does not, rather than work that is done.
        package static func condition(_ title: Message, holds: Bool, detail: HTML = .empty) -> Step {
            Step(
                title, holds ? .done : .failed, Message(holds ? "web.condition.met" : "web.condition.not-met"), detail)
        }

        private init(_ title: Message, _ state: State, _ words: Message, _ detail: HTML) {
            self.title = title
            self.state = state
            self.words = words
            self.detail = detail
        }
    }

    private let steps: [Step]

    package init(_ steps: [Step]) { self.steps = steps }

    package var html: HTML {
        """
        <ol class="steps">\
        \(HTML.each(steps) { step in
            """
            <li class="step step-\(step.state.rawValue)"\(" aria-current=\"step\"", if: step.state == .current)>\
            <span class="step-mark" aria-hidden="true">\(Self.icon(of: step.state))</span><div>\
            <p class="step-title">\(step.title)</p><p class="step-state">\(step.words)</p>\
            \(step.detail)</div></li>
            """
        })</ol>
        """
    }

    private static func icon(of state: State) -> Icon? {
        switch state {
        case .done: .check
        case .current: .right
        case .failed: .warning
        case .ahead: nil
        }
    }
}
