// SPDX-License-Identifier: Apache-2.0

extension ProcedureDefinition {
    /// A fee of the table, in đồng.
    package struct Fee: Hashable, Sendable {
        package enum Amount: Hashable, Sendable {
            case fixed(Int64)
            /// For each of what a question counts: people, copies.
            case each(Int64, question: String)
            case perPage(PageRate)
            /// The sources name none: a local decision is still to be entered.
            case open
        }

        package enum Moment: String, CaseIterable, Hashable, Sendable {
            case submission = "on-submission"
            case result = "on-result"
        }

        package var code: String
        package var name: Words
        package var amount: Amount
        package var due: Moment
        package var isRefunded: Bool
        package var channels: [Channel]
        package var cases: [String]
        package var appliesIf: Condition?
        package var exempt: [Requirement]
        package var source: String
    }

    /// By the page: the first ones dearer than the rest, and never more than a
    /// cap for each copy.
    package struct PageRate: Hashable, Sendable {
        package var first: Int64
        /// The first page at the later rate.
        package var thenFrom: Int64
        package var then: Int64
        package var cap: Int64
        /// The questions that say how many pages and copies there are.
        package var pages: String
        package var copies: String

        /// What so many pages and copies cost.
        ///
        /// - Returns: `nil` when there are none, or more than anybody copies (10,000).
        package func amount(pages: Int64, copies: Int64) -> Int64? {
            guard (1...10_000).contains(pages), (1...10_000).contains(copies) else { return nil }
            let dear = min(pages, thenFrom - 1)
            return min(dear * first + (pages - dear) * then, cap) * copies
        }
    }

    /// What a dossier owes for one fee.
    package struct FeeLine: Hashable, Sendable {
        package let fee: Fee
        /// Đồng; `nil` while a local decision or an answer is missing.
        package let amount: Int64?
        /// Why nothing is owed.
        package let exemption: Words?
    }

    /// The fees of a dossier handed in this way, with these answers.
    package func fees(by channel: Channel, case code: String?, answers: Answers) -> [FeeLine] {
        fees.filter { $0.holds(channel, code, answers) }.map { fee in
            if let exemption = fee.exempt.first(where: { $0.condition.holds(for: answers) }) {
                return FeeLine(fee: fee, amount: 0, exemption: exemption.words)
            }
            switch fee.amount {
            case .fixed(let amount): return FeeLine(fee: fee, amount: amount, exemption: nil)
            case .open: return FeeLine(fee: fee, amount: nil, exemption: nil)
            case .each(let amount, let question):
                let count = answers[question]?.number.flatMap { (1...10_000).contains($0) ? $0 : nil }
                return FeeLine(fee: fee, amount: count.map { $0 * amount }, exemption: nil)
            case .perPage(let rate):
                let pages = answers[rate.pages]?.number
                let copies = answers[rate.copies]?.number ?? 1
                return FeeLine(
                    fee: fee, amount: pages.flatMap { rate.amount(pages: $0, copies: copies) }, exemption: nil)
            }
        }
    }

    /// How long a dossier of this case, handed in this way, may take: the
    /// narrowest row that speaks of it, the first of equals.
    package func limit(by channel: Channel, case code: String?) -> Limit? {
        limits.filter { row in
            (row.channels.isEmpty || row.channels.contains(channel))
                && (row.cases.isEmpty || code.map(row.cases.contains) ?? false)
        }.enumerated().max { left, right in
            (left.element.width, right.offset) < (right.element.width, left.offset)
        }?.element
    }

    /// The case these answers make of a dossier; `nil` where there are no cases, or none fits.
    package func caseCode(for answers: Answers) -> String? {
        (cases.first { $0.when?.holds(for: answers) ?? false } ?? cases.first { $0.when == nil })?.code
    }

    /// The papers a dossier needs.
    package func papers(by channel: Channel, case code: String?, answers: Answers) -> [Paper] {
        papers.filter { paper in
            (paper.channels.isEmpty || paper.channels.contains(channel))
                && (paper.cases.isEmpty || code.map(paper.cases.contains) ?? false)
                && (paper.neededIf?.holds(for: answers) ?? true)
        }
    }
}

extension ProcedureDefinition.Limit {
    fileprivate var width: Int { (cases.isEmpty ? 0 : 1) + (channels.isEmpty ? 0 : 1) }
}

extension ProcedureDefinition.Fee {
    fileprivate func holds(
        _ channel: ProcedureDefinition.Channel, _ code: String?, _ answers: Answers
    ) -> Bool {
        (channels.isEmpty || channels.contains(channel)) && (cases.isEmpty || code.map(cases.contains) ?? false)
            && (appliesIf?.holds(for: answers) ?? true)
    }
}
