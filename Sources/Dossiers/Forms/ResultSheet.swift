// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import Web

/// A result in the office's own words, with the code by which anybody checks
/// it: for procedures whose result has no form of its own.
package struct ResultSheet: Sendable {
    package var office: String
    package var section: String
    package var number: String
    package var place: String
    package var day: CivilDay
    package var title: String
    package var paragraphs: [String]
    package var signer: (post: String, name: String)

    package init(
        office: String, section: String, number: String, place: String, day: CivilDay, title: String,
        paragraphs: [String], signer: (post: String, name: String)
    ) {
        (self.office, self.section, self.number, self.place) = (office, section, number, place)
        (self.day, self.title, self.paragraphs, self.signer) = (day, title, paragraphs, signer)
    }

    /// - Parameters:
    ///   - code: What is printed beside the picture; `nil` for a draft, which says so.
    ///   - address: Where the picture leads.
    package func document(
        code: VerificationCode?, address: String, in wording: Wording
    ) throws(FormProblem) -> PrintedDocument {
        try FormProblem.require(number, "number")
        try FormProblem.require(title, "title")
        guard !paragraphs.isEmpty else { throw .missing("paragraphs") }
        let head = FormHead(
            office: office, section: section, code: number, key: "", address: "", place: place, day: day)
        return FormSheet(
            number: nil, paper: .a4, head: head, title: FormWords.own(title),
            body: """
                \(code.map { Self.check($0, address) } ?? Self.mark)\(HTML.each(paragraphs) { "<p>\($0)</p>" })
                """,
            signatures: [.init(role: FormWords.own(signer.post), name: signer.name)]
        ).document(in: wording)
    }

    private static func check(_ code: VerificationCode, _ address: String) -> HTML {
        """
        <div class="code check">\(QRPicture(address, words: address))<p>\(say: "dossiers.form.verify")</p>\
        <p class="strong">\(code.grouped)</p></div>
        """
    }

    private static let mark: HTML = "<p class=\"draft strong\">\(say: "dossiers.form.draft")</p>"
}
