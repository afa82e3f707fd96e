// SPDX-License-Identifier: Apache-2.0

/// A named piece of the design system, put into pages by its value:
/// `"\(FigureTile(title, figure))"`. `/design` shows them all.
package protocol Component: Sendable {
    var html: HTML { get }
}
