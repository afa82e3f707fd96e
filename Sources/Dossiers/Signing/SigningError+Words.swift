// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports

extension SigningError: UserFacing {
    /// Whoever signs cannot mend it: it says who can, and the log says more.
    package var answer: (status: Int, message: Message) {
        switch self {
        case .notSet: (503, Message("dossiers.signing.error.not-set"))
        case .unreadable: (503, Message("dossiers.signing.error.unreadable"))
        case .wrongPassword: (503, Message("dossiers.signing.error.wrong-password"))
        case .noKey: (503, Message("dossiers.signing.error.no-key"))
        case .notYetValid(let from): (503, Message("dossiers.signing.error.not-yet-valid", ["from": .instant(from)]))
        case .expired(let on): (503, Message("dossiers.signing.error.expired", ["on": .instant(on)]))
        case .failed: (503, Message("dossiers.signing.error.failed"))
        }
    }
}
