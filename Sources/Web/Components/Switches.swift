// SPDX-License-Identifier: Apache-2.0

import Basics

/// Links to the same page in the other language. They work without script.
package struct LanguageSwitch: Component {
    private let here: Address
    private let current: Language

    init(context: WebContext) {
        here = context.addressHere
        current = context.language
    }

    package var html: HTML {
        """
        <nav class="switch" aria-label="\(say: "web.language.choose")"><ul>\
        \(HTML.each(Language.allCases) { language in
            """
            <li><a href="\(here.with("lang", language.rawValue))" hreflang="\(language.rawValue)" lang="\(language.rawValue)" \
            rel="nofollow"\(" aria-current=\"true\"", if: language == current)>\(say: "web.language.\(language.rawValue)")</a></li>
            """
        })</ul></nav>
        """
    }
}

/// Links to the same page in light, dark or the device's own colours.
package struct ThemeSwitch: Component {
    private let here: Address
    private let current: Theme

    init(context: WebContext) {
        here = context.addressHere
        current = context.theme
    }

    package var html: HTML {
        """
        <nav class="switch" aria-label="\(say: "web.theme.choose")" data-behaviour="theme"><ul>\
        \(HTML.each(Theme.allCases) { theme in
            """
            <li><a href="\(here.with("theme", theme.rawValue))" data-theme-choice="\(theme.rawValue)" rel="nofollow" \
            title="\(say: "web.theme.\(theme.rawValue)")"\(" aria-current=\"true\"", if: theme == current)>\
            \(Self.icon(of: theme))<span class="visually-hidden">\(say: "web.theme.\(theme.rawValue)")</span></a></li>
            """
        })</ul></nav>
        """
    }

    private static func icon(of theme: Theme) -> Icon {
        switch theme {
        case .automatic: .device
        case .light: .sun
        case .dark: .moon
        }
    }
}
