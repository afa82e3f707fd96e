// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Published versions as they were read from their text. A version never
/// changes, so what is kept is right for ever; each page of a form needs one.
final class DefinitionCache: Sendable {
    private let kept = Mutex<[String: PublishedDefinition]>([:])

    /// More than a city works with at a time.
    private static let most = 200

    /// The version with this head, read once.
    ///
    /// - Parameter read: Asks the database for it.
    func version(
        _ head: DefinitionHead, read: () throws -> PublishedDefinition?
    ) rethrows -> PublishedDefinition? {
        let key = "\(head.procedure) \(head.number) \(head.digest)"
        if let known = kept.withLock({ $0[key] }) { return known }
        guard let version = try read() else { return nil }
        kept.withLock { kept in
            if kept.count >= Self.most { kept = [:] }
            kept[key] = version
        }
        return version
    }
}
