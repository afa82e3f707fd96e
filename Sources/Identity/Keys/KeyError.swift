// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What can be wrong with the keys: for the operator, in the log and at the terminal.
package enum KeyError: Error, Hashable, CustomStringConvertible {
    case unreadable(String)
    case malformed(String)
    case unknownKey(String)
    case damaged
    case empty

    package var description: String {
        switch self {
        case .unreadable(let path): "The key file \(path) can neither be read nor made."
        case .malformed(let path): "The key file \(path) has a line that is no key (NAME BASE64)."
        case .unknownKey(let name): "The key \(name), which sealed a record, is not in the key file."
        case .damaged: "A sealed record does not open: it was changed, moved, or sealed with other keys."
        case .empty: "There is no key."
        }
    }
}

extension KeyError: UserFacing {
    /// Nothing that whoever reads a page can mend: the log says which key.
    package var answer: (status: Int, message: Message) { (503, Message("identity.error.sealed")) }
}
