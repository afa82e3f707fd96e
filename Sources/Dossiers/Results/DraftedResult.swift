// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What a result shall say, before it is approved: text with fields, or a PDF
/// made elsewhere. Each version that was saved is kept.
package struct DraftedResult: Hashable, Sendable {
    /// From 1.
    package let version: Int
    /// Empty where a file is the draft.
    package let text: String
    package let file: KeptFile.ID?
    /// SHA-256 of the text in UTF-8, or of the file: what an approval refers to.
    package let sha256: String
    package let savedAt: Instant
    package let savedBy: Actor
}
