// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

/// The headers that tell a browser what this site never does.
struct SecurityHeaders: Sendable {
    private let imageSources: String
    private let isSecure: Bool

    init(settings: SiteSettings) {
        imageSources = ["'self'", "data:", settings.tiles?.origin].compactMap(\.self).joined(separator: " ")
        isSecure = settings.isSecure
    }

    func add(to response: inout Response, nonce: String) {
        let isEmbeddable = response.headers[.embeddable] != nil
        let isShared = response.headers[.shared] != nil
        response.headers[.embeddable] = nil
        response.headers[.shared] = nil
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "strict-origin-when-cross-origin"
        response.headers[.openerPolicy] = "same-origin"
        response.headers[.permissionsPolicy] =
            "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()"
        if isSecure {
            response.headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains"
        }
        if !isEmbeddable { response.headers[.xFrameOptions] = "DENY" }
        // A 304 keeps the stored page's own policy: its nonce belongs to that page.
        guard response.status != .notModified else { return }
        let isPage = response.headers[.contentType]?.hasPrefix("text/html") == true
        response.headers[.contentSecurityPolicy] =
            isPage
            ? pagePolicy(nonce: isShared ? nil : nonce, isEmbeddable: isEmbeddable)
            : "default-src 'none'; frame-ancestors 'none'"
    }

    /// - Parameter nonce: `nil` for a page that goes to many: a nonce is used
    ///   once (CSP 3, section 7.1), so scripts must come from this site's files.
    private func pagePolicy(nonce: String?, isEmbeddable: Bool) -> String {
        [
            "default-src 'none'",
            nonce.map { "script-src 'nonce-\($0)' 'strict-dynamic'" } ?? "script-src 'self'",
            "style-src 'self'",
            "img-src \(imageSources)",
            "font-src 'self'",
            "connect-src 'self'",
            "media-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors \(isEmbeddable ? "*" : "'none'")",
        ].joined(separator: "; ")
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let openerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
    static let xFrameOptions = HTTPField.Name("X-Frame-Options")!
}
