// SPDX-License-Identifier: Apache-2.0

extension ProcedureDefinition {
    /// A stretch of work in one office.
    package struct Step: Hashable, Sendable {
        package var code: String
        package var name: Words
        /// A kind of holder: `case-officer`. Which person that is the office decides.
        package var role: String
        package var duties: [Duty]
        package var limit: TimeLimit?
        package var actions: [Action]
        /// Where the YAML says so, for findings.
        package var line = 0
    }

    /// What a step is done for; some of them no one person may do together.
    package enum Duty: String, CaseIterable, Hashable, Sendable {
        case receive, appraise, consult, propose, approve, number, issue
        case handOver = "hand-over"

        /// Pairs that are two people's work: whoever proposes does not approve,
        /// whoever approves does not number.
        static let separated: [(Duty, Duty)] = [
            (.receive, .appraise), (.receive, .approve), (.appraise, .approve), (.propose, .approve),
            (.approve, .number), (.approve, .issue),
        ]
    }

    /// Kinds of people that may hold a step.
    package enum HolderKind: String, CaseIterable, Hashable, Sendable {
        case receptionOfficer = "reception-officer"
        case caseOfficer = "case-officer"
        case leader
        case registryClerk = "registry-clerk"
        case resultOfficer = "result-officer"
        case cashier
        case centreHead = "centre-head"
        case consultedBody = "consulted-body"
    }

    package struct Action: Hashable, Sendable {
        package var code: String
        package var name: Words
        package var effect: Effect
        package var needs: [Need]
        /// Codes of results that exist once it is done.
        package var produces: [String]
    }

    package enum Effect: Hashable, Sendable {
        case move(to: String)
        /// Waits for the applicant, then goes on at that step.
        case supplement(back: String)
        case extend
        case pause(String)
        case end(Outcome)

        /// The step it leads to.
        var target: String? {
            switch self {
            case .move(let step), .supplement(let step): step
            case .extend, .pause, .end: nil
            }
        }
    }

    package enum Outcome: String, CaseIterable, Hashable, Sendable { case done, refused, stopped, withdrawn }

    /// What must be at hand before an action may be done.
    package enum Need: String, CaseIterable, Hashable, Sendable {
        case reason
        case papersChecked = "papers-checked"
        case feePaid = "fee-paid"
        case draft, signature, number, opinion
        case siteReport = "site-report"
        case applicantConfirmed = "applicant-confirmed"
        case receiptSigned = "receipt-signed"
    }

    package func step(_ code: String) -> Step? { steps.first { $0.code == code } }

    /// An action of a step; `nil` where there is no such step or it has no such action.
    package func action(_ code: String, at step: String) -> Action? {
        self.step(step)?.actions.first { $0.code == code }
    }
}
