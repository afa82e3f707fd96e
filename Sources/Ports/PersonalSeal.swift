// SPDX-License-Identifier: Apache-2.0

/// Seals what is kept of people, with keys that lie apart from the database.
package protocol PersonalSeal: Sendable {
    /// `bytes`, readable only with the city's keys, for this purpose and at this place.
    ///
    /// - Parameters:
    ///   - purpose: What kind of data it is; every kind has a key of its own.
    ///   - place: The record's identity: what is moved to another record does not open.
    func sealed(_ bytes: [UInt8], for purpose: String, at place: String) throws -> String

    /// What `sealed` was given.
    ///
    /// - Throws: When it was changed, moved, or sealed with other keys.
    func opened(_ text: String, for purpose: String, at place: String) throws -> [UInt8]

    /// What a text is found by: a keyed hash under each key, the newest last.
    /// New records keep the last; who searches asks for any.
    func searchKeys(of text: String, for purpose: String) throws -> [String]
}

extension PersonalSeal {
    package func sealed(text: String, for purpose: String, at place: String) throws -> String {
        try sealed([UInt8](text.utf8), for: purpose, at: place)
    }

    package func opened(text: String, for purpose: String, at place: String) throws -> String {
        String(decoding: try opened(text, for: purpose, at: place), as: UTF8.self)
    }
}
