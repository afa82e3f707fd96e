// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import HTTPTypes
package import Hummingbird
import NIOCore

extension WebContext {
    /// The whole document around `content`, in the reader's language.
    ///
    /// A failed form answers `.unprocessableContent` with the same page.
    package func page(_ content: PageContent, status: HTTPResponse.Status = .ok) -> Response {
        let flash = status == .ok ? flash : nil
        let page = Document(content, flash: flash, context: self).html.rendering(
            in: wording,
            with: VolatileValues(
                nonce: nonce, formToken: site.formTokens.token(cookie: formCookie, session: sessionToken)))
        let bytes = ByteBuffer(string: page.text)
        var response = Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: language.rawValue],
            body: ResponseBody(byteBuffer: bytes))
        response.headers[.vary] = "Cookie, Accept-Language"
        if isShared { response.headers[.shared] = page.hasFormToken ? "0" : "1" }
        if flash != nil || status != .ok || !isOpenToAll {
            response.headers[.cacheControl] = "no-store"
        } else {
            response.headers[.cacheControl] = "private, no-cache"
            response.headers[.eTag] = tag(of: page)
        }
        let secure = site.settings.isSecure
        let names = CookieNames(isSecure: secure)
        if flash != nil { response.setCookie(names.flash, "", secure: secure, seconds: 0) }
        if page.hasFormToken, formCookieIsNew { response.setCookie(names.form, formCookie, secure: secure) }
        return response
    }

    /// The way on after a form was accepted: 303, so that reloading the next
    /// page does not send the form again.
    package func redirect(to address: Address, flash: Flash? = nil) -> Response {
        var response = Response(status: .seeOther, headers: [.location: address.text, .cacheControl: "no-store"])
        if let flash {
            let secure = site.settings.isSecure
            response.setCookie(
                CookieNames(isSecure: secure).flash, flash.signed(by: site.formTokens), secure: secure, seconds: 120)
        }
        return response
    }

    /// The tag leaves out nonce and form token, and takes in whose page it is.
    private func tag(of page: Rendering) -> String {
        var data = Data()
        let bytes = Array(page.text.utf8)
        var start = 0
        for range in page.volatile {
            data += bytes[start..<range.lowerBound]
            start = range.upperBound
        }
        data += bytes[start...]
        if page.hasFormToken {
            data += Data(site.formTokens.binding(cookie: formCookie, session: sessionToken).utf8)
        }
        return "W/\"" + shortDigest(of: data) + "\""
    }
}
