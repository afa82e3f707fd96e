// SPDX-License-Identifier: Apache-2.0

extension ProcedureDefinition {
    /// Why somebody with these answers may not apply, in the definition's words
    /// and order; nothing where they may.
    ///
    /// - Parameter asked: The questions they were asked. A requirement about
    ///   others is left to whoever examines the dossier.
    package func obstacles(_ answers: Answers, asked: Set<String>) -> [Words] {
        let requirements = eligibility.filter { $0.condition.questions.isSubset(of: asked) }
        let failures = Condition.all(requirements.map { .said($0.condition, $0.words) }).judge(answers)
        return failures.compactMap(\.words).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The questions its requirements look at: in the form's order, then by code.
    package func eligibilityQuestions(_ bank: [Question]) -> [Question] {
        let needed = eligibility.reduce(into: Set<String>()) { $0.formUnion($1.condition.questions) }
        let asked = pages.flatMap(\.asks).map(\.question).filter(needed.contains)
        let order = asked + needed.subtracting(asked).sorted()
        let known = questions(with: bank)
        var seen: Set<String> = []
        return order.compactMap { seen.insert($0).inserted ? known[$0] : nil }
    }

    /// Every question that its form and conditions may name, by code.
    package func questions(with bank: [Question]) -> [String: Question] {
        Dictionary((questions + bank).map { ($0.code, $0) }) { first, _ in first }
    }
}
