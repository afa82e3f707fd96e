// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What a citizen sees who signed out: here, and perhaps not yet at the provider.
struct SignedOutPage {
    let ended: OpenIDSignIns.SignedOut

    var content: PageContent { PageContent(Message("identity.signed-out.title"), body: body) }

    private var body: HTML {
        """
        \(PageHead(Message("identity.signed-out.title")))
        <div class="stack">\(Notice(.success, Message("identity.sign-out.done")))\
        \(ended.provider.map(atProvider))\
        <p><a href="/">\(say: "identity.signed-out.home")</a></p></div>
        """
    }

    private func atProvider(_ provider: String) -> HTML {
        let named: [String: Message.Argument] = ["provider": .text(provider)]
        guard let address = ended.address.flatMap(Address.init(outside:)) else {
            return "<p>\(say: "identity.signed-out.still-there", named)</p>"
        }
        return """
            <p>\(say: "identity.signed-out.still-there", named)</p>
            <p class="actions">\(LinkButton(Message("identity.signed-out.there-too", named), address))</p>
            """
    }
}
