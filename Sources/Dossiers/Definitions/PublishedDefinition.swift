// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A published version without its text: for lists.
package struct DefinitionHead: Hashable, Sendable {
    package let procedure: String
    package let number: Int
    package let name: String
    package let validFrom: CivilDay
    /// How many findings waited for a person when it was published.
    package let waiting: Int
    package let publishedAt: Instant
    package let publishedBy: String
    /// SHA-256 of definition and bank, in hexadecimal digits.
    package let digest: String
}

/// A published version, read again from the text it was published as.
package struct PublishedDefinition: Hashable, Sendable {
    package let head: DefinitionHead
    package let content: String
    package let definition: ProcedureDefinition
    /// The bank of questions as it was then.
    package let bank: [Question]

    /// - Throws: `DefinitionProblems` when this program no longer reads what an
    ///   earlier one published: rows are never changed, so the reader must go on knowing them.
    init(head: DefinitionHead, content: String, bankText: String) throws {
        self.head = head
        self.content = content
        definition = try DefinitionReader.definition(from: content)
        bank = try DefinitionReader.questions(from: bankText)
    }
}
