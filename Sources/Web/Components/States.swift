// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Nothing here, why, and what to do next.
package struct EmptyState: Component {
    private let title: Message
    private let advice: Message?
    private let action: LinkButton?

    package init(_ title: Message, advice: Message? = nil, action: LinkButton? = nil) {
        self.title = title
        self.advice = advice
        self.action = action
    }

    package var html: HTML {
        """
        <div class="state state-empty">\(RiverMotif())<p class="state-title">\(title)</p>\
        \(advice.map { "<p>\($0)</p>" as HTML })\(action.map { "<p class=\"actions\">\($0)</p>" as HTML })</div>
        """
    }
}

/// Something is on its way.
package struct LoadingState: Component {
    private let message: Message

    package init(_ message: Message = Message("web.state.loading")) { self.message = message }

    package var html: HTML {
        "<div class=\"state state-loading\" role=\"status\"><span class=\"spinner\" aria-hidden=\"true\"></span><p>\(message)</p></div>"
    }
}

/// Something could not be shown: what, and how to try again.
package struct ErrorState: Component {
    private let message: Message
    private let retry: Address?

    package init(_ message: Message, retry: Address? = nil) {
        self.message = message
        self.retry = retry
    }

    package var html: HTML {
        """
        <div class="state state-error" role="alert">\(Icon.warning)<p class="state-title">\(message)</p>\
        \(retry.map { "<p class=\"actions\">\(LinkButton(Message("web.state.retry"), $0, .quiet))</p>" as HTML })</div>
        """
    }
}

/// Quiet waves: the only ornament.
struct RiverMotif: Component {
    var html: HTML {
        """
        <svg class="river" viewBox="0 0 120 24" aria-hidden="true" focusable="false">\
        <path d="M2 9c10-9 19-9 29 0s19 9 29 0 19-9 29 0 19 9 29 0"/>\
        <path d="M2 18c10-9 19-9 29 0s19 9 29 0 19-9 29 0 19 9 29 0"/></svg>
        """
    }
}

/// How far a long task has come.
package struct Progress: Component {
    private let label: Message
    private let done: Int
    private let all: Int?
    private let id: String?

    /// - Parameter all: `nil` while the end is unknown.
    package init(_ label: Message, done: Int, of all: Int?, id: String? = nil) {
        self.label = label
        self.done = done
        self.all = all
        self.id = id
    }

    package var html: HTML {
        let marks: HTML = all.map { " max=\"\(machine: max(1, $0))\" value=\"\(machine: min(done, $0))\"" } ?? .empty
        let words =
            all.map { Message("web.progress.of", ["done": .count(done), "all": .count($0)]) }
            ?? Message("web.progress.so-far", ["done": .count(done)])
        return """
            <div class="progress"\(id.map { " id=\"\($0)\"" as HTML })><label><span class="progress-label">\(label)</span>\
            <progress\(marks)></progress></label><span class="progress-words">\(words)</span></div>
            """
    }
}
