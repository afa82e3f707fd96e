// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Why a definition is not published.
package enum DefinitionError: UserFacing, Hashable {
    /// The catalogue does not have the procedure.
    case unknownProcedure
    /// The text is another procedure's.
    case otherProcedure(String)
    case faulty([LintFinding])
    /// Nobody took upon them what waits for a person.
    case waiting([LintFinding])
    /// It says what the newest version says.
    case unchanged
    /// Versions hold one after the other.
    case earlierThanNewest(CivilDay)

    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknownProcedure: (404, Message("dossiers.error.unknown-procedure"))
        case .otherProcedure(let code): (422, Message("dossiers.error.other-procedure", ["code": .text(code)]))
        case .faulty(let found):
            (
                422,
                Message(
                    "dossiers.error.definition-faulty", ["count": .count(found.count(where: \.kind.stopsPublishing))])
            )
        case .waiting(let found):
            (422, Message("dossiers.error.definition-waiting", ["count": .count(found.count)]))
        case .unchanged: (409, Message("dossiers.error.definition-unchanged"))
        case .earlierThanNewest(let day): (422, Message("dossiers.error.definition-earlier", ["day": .day(day)]))
        }
    }
}
