// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

/// A database's failure in words for whoever was waiting for it. Programming
/// errors have no words: they are answered 500 and go to the log.
package struct StoreFailure: UserFacing {
    package let answer: (status: Int, message: Message)

    /// `nil` for an error that is none of the database's passing troubles.
    package init?(_ error: any Error) {
        guard let error = error as? StoreError else { return nil }
        switch error {
        case .busy, .serialization: answer = (503, Message("server.error.busy"))
        case .overloaded: answer = (503, Message("server.error.overloaded"))
        case .connectionLost, .closed: answer = (503, Message("server.error.connection-lost"))
        case .diskFull: answer = (507, Message("server.error.disk-full"))
        case .readOnly: answer = (503, Message("server.error.read-only"))
        case .notUnique, .checkFailed, .foreignKey, .damaged, .unreadable, .unstorable, .statement, .schema: return nil
        }
    }
}
