// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The ballot on the page of whoever follows a dossier, once it is over.
struct RatingForm: Component {
    enum Place: Hashable, Sendable {
        /// The page of the account it came from.
        case own(Dossier.ID)
        /// The page for whoever has code and key, which go with the form again.
        case followed(code: String, key: String)
    }

    let ballot: Ballot
    let place: Place
    /// Whether it was rated before: then it says so and asks nothing.
    let isRated: Bool
    var form = FormInput.empty
    var error: RatingError?

    var html: HTML {
        let content = isRated ? "<p>\(say: "dossiers.rating.thanks")</p>" : fields
        return Panel(Message("dossiers.rating.title"), id: "rating", content).html
    }

    private var fields: HTML {
        """
        \(error.map { Notice(.danger, $0.answer.message).html })\
        <form class="form" method="post" action="\(address)" novalidate>\(HTML.formToken)\(proof)\
        <p class="muted">\(say: "dossiers.rating.lead")</p>\
        \(HTML.each(ballot.questions, question))\
        \(FormField.lines(
            "words", label: Message("dossiers.rating.words"), value: form.lines("words"),
            hint: Message("dossiers.rating.words-hint"), rows: 3, isOptional: true, maxLength: Rating.mostWords))\
        <p class="actions">\(SubmitButton(Message("dossiers.rating.send")))</p></form>
        """
    }

    private func question(_ question: Ballot.Question) -> HTML {
        let chosen = form.value("answer-\(question.code)").map { [$0] } ?? []
        return ChoiceField(
            "answer-\(question.code)", .one,
            legend: question.isRequired
                ? question.title : Message("dossiers.rating.optional", ["question": .message(question.title)]),
            options: question.answers.map { .init($0, question.name(of: $0)) }, chosen: Set(chosen),
            error: error == .overallMissing && question.isRequired ? RatingError.overallMissing.answer.message : nil
        ).html
    }

    private var address: Address {
        switch place {
        case .own(let id): Address("/my/dossiers/\(id.description)/rating")
        case .followed: "/follow/rating"
        }
    }

    private var proof: HTML {
        guard case .followed(let code, let key) = place else { return .empty }
        return """
            <input type="hidden" name="code" value="\(code)"><input type="hidden" name="key" value="\(key)">
            """
    }
}

extension Rating {
    /// What a form says; questions left open are not answered.
    init(_ form: FormInput, asked ballot: Ballot) {
        let pairs = ballot.questions.compactMap { question in
            form.value("answer-\(question.code)").map { (question.code, $0) }
        }
        self.init(answers: Dictionary(pairs) { first, _ in first }, words: form.lines("words"))
    }
}
