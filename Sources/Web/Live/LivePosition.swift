// SPDX-License-Identifier: Apache-2.0

/// A place in the run of events of one start of the program: `<boot>-<number>`.
/// A page carries the place it was made at; its stream goes on from there.
package struct LivePosition: Hashable, Sendable {
    let boot: String
    let number: Int

    static let start = LivePosition(boot: "", number: 0)

    init(boot: String, number: Int) {
        self.boot = boot
        self.number = number
    }

    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let number = Int(parts[1]), number >= 0 else { return nil }
        boot = String(parts[0])
        self.number = number
    }

    package var text: String { "\(boot)-\(number)" }
}
