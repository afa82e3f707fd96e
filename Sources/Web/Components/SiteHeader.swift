// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird

/// Name of the city, main navigation, choices of language and theme, and who
/// is signed in.
struct SiteHeader: Component {
    let context: WebContext

    var html: HTML {
        let site = context.site
        let name = site.city.text(in: context.language)
        return """
            <header class="site-header">
            <div class="site-bar">
            <a class="brand" href="/">\(Logo())<span class="brand-name">\(name)</span></a>
            <button class="menu-button" type="button" popovertarget="site-menu">\(Icon.menu)\(say: "web.page.menu")</button>
            <div class="site-menu" id="site-menu" popover>
            \(navigation)
            <div class="site-tools">\(LanguageSwitch(context: context))\(ThemeSwitch(context: context))\(account)</div>
            </div>
            </div>
            </header>
            """
    }

    private var navigation: HTML {
        let entries = context.site.navigation.filter { $0.policy.permits(context.viewer) }
        guard !entries.isEmpty else { return .empty }
        let pattern = context.endpointPath ?? context.path
        let current = entries.filter { $0.claim(on: pattern) > 0 }
            .max { $0.claim(on: pattern) < $1.claim(on: pattern) }
        return """
            <nav class="site-navigation" aria-label="\(say: "web.page.navigation")"><ul>\
            \(HTML.each(entries) { entry in
                let isHere = entry.address == current?.address
                let isExact = entry.address.text == context.path
                return """
                    <li><a href="\(entry.address)"\(" aria-current=\"page\"", if: isHere && isExact)\
                    \(" aria-current=\"true\"", if: isHere && !isExact)>\(entry.title)</a></li>
                    """
            })</ul></nav>
            """
    }

    private var account: HTML {
        let settings = context.site.settings
        guard context.viewer.isSignedIn else {
            return
                "<a class=\"site-sign-in\" href=\"\(settings.signInAddress)\">\(Icon.person)\(say: "web.sign-in")</a>"
        }
        let own = context.viewer.isCitizen ? settings.citizenAddress : settings.accountAddress
        return """
            <form class="site-account" method="post" action="\(settings.signOutAddress)">\(HTML.formToken)\
            <a class="site-person" href="\(own)">\(Icon.person)\(context.viewer.actor.name)</a>\
            <button class="link-button" type="submit">\(say: "web.sign-out")</button></form>
            """
    }
}

/// The mark of the platform: two arms of the river under a rising sun.
struct Logo: Component {
    var html: HTML {
        """
        <svg class="logo" viewBox="0 0 40 40" aria-hidden="true" focusable="false">\
        <rect class="logo-ground" width="40" height="40" rx="10"/>\
        <circle class="logo-sun" cx="20" cy="14" r="5"/>\
        <path class="logo-river" d="M4 25c4-4.5 8-4.5 12 0s8 4.5 12 0 6-4 8-2.5"/>\
        <path class="logo-river" d="M4 32c4-4.5 8-4.5 12 0s8 4.5 12 0 6-4 8-2.5"/></svg>
        """
    }
}

/// What stands under every page.
struct SiteFooter: Component {
    let context: WebContext

    var html: HTML {
        """
        <footer class="site-footer"><div class="site-footer-inner">\
        <p>\(context.site.city.text(in: context.language))</p>\
        <p>\(say: "web.page.made-with") · \(say: "web.page.licence")</p></div></footer>
        """
    }
}
