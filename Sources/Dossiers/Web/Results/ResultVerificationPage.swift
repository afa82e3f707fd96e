// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/results/verify`: whether a result is genuine and in force, for anybody who has its code.
struct ResultVerificationPage {
    let typed: String
    /// Mebibytes of a file to compare.
    let limit: Int
    var errors = FormErrors()
    var result: IssuedResult?
    /// Whether the file somebody sent is the one that was issued.
    var isSame: Bool?

    var content: PageContent {
        PageContent(
            Message("dossiers.result.verify.title"), summary: Message("dossiers.result.verify.lead"),
            body: """
                \(PageHead(Message("dossiers.result.verify.title"), lead: Message("dossiers.result.verify.lead")))
                <div class="stack">\(errors.summary)\(result.map(found))\(result == nil ? codeForm : comparison)</div>
                """)
    }

    private var codeForm: HTML {
        """
        <form class="form" method="get" action="/results/verify">\(FormField.text(
            "code", label: Message("dossiers.result.verify.code"), value: typed,
            hint: Message("dossiers.result.verify.code.hint"), error: errors["code"], width: 22, autocomplete: "off",
            maxLength: 100))\
        <p class="actions">\(SubmitButton(Message("dossiers.result.verify.act")))</p></form>
        """
    }

    private func found(_ result: IssuedResult) -> HTML {
        let notice =
            result.revocation.map { revocation in
                Notice(
                    .danger, Message("dossiers.result.verify.revoked", ["at": .instant(revocation.at)]),
                    detail: "<p>\(say: "dossiers.result.verify.reason") \(revocation.reason)</p>")
            } ?? Notice(.success, Message("dossiers.result.verify.genuine"))
        return """
            \(notice)\(DefinitionList([
                (Message("dossiers.result.title"), "<span lang=\"vi\">\(result.title)</span>"),
                (Message("dossiers.result.number"), "\(result.number)"),
                (Message("dossiers.result.date"), "\(result.date)"),
                (Message("dossiers.result.unit"), "<span lang=\"vi\">\(result.unit)</span>"),
                (Message("dossiers.result.holder"), "<span lang=\"vi\">\(result.maskedHolder)</span>"),
                (Message("dossiers.result.code"), "<code>\(result.code.grouped)</code>"),
                (Message("dossiers.result.signed"), "\(say: "dossiers.result.signed.\(result.signature == nil ? "no" : "yes")")"),
                (Message("dossiers.result.sha256"), "<code class=\"breakable\">\(result.sha256)</code>"),
            ]))
            """
    }

    private var comparison: HTML {
        """
        <section class="section"><h2>\(say: "dossiers.result.verify.compare")</h2>\(isSame.map { isSame in
            Notice(
                isSame ? .success : .danger,
                Message(isSame ? "dossiers.result.verify.same" : "dossiers.result.verify.different"))
        })<form class="form" method="post" action="/results/verify" enctype="multipart/form-data">\(HTML.formToken)\
        <input type="hidden" name="code" value="\(result?.code.text ?? "")">\(FormField.file(
            "file", label: Message("dossiers.result.verify.file"), accepting: "application/pdf",
            hint: Message("dossiers.result.verify.file.hint", ["limit": .count(limit)]), error: errors["file"]))\
        <p class="actions">\(SubmitButton(Message("dossiers.result.verify.compare.act")))</p></form></section>
        <p><a href="/results/verify">\(say: "dossiers.result.verify.another")</a></p>
        """
    }
}
