// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Hummingbird

/// What is known of a request besides the request: who asks, in which
/// language, and the request's own identity for logs.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package var viewer: Viewer = .visitor
    package var language: Language = .vi

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }
}
