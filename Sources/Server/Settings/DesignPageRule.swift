// SPDX-License-Identifier: Apache-2.0

/// Whether `/design` is shown: the components of the pages with made-up
/// content, for whoever builds pages. Nothing that a working city needs.
package enum DesignPageRule: String, CaseIterable, Sendable {
    /// Where the clock is a replayed one: demonstrations and tests.
    case withReplay = "with-replay"
    case always
    case never
}

extension Settings {
    package var showsDesign: Bool {
        switch designPage {
        case .withReplay: replayClock != nil
        case .always: true
        case .never: false
        }
    }
}
