// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the system says of a file or folder.
struct FolderError: Error, Hashable, CustomStringConvertible {
    let code: Int32
    let call: String

    /// The error of the call that has just failed.
    static func last(_ call: String) -> FolderError { FolderError(code: errno, call: call) }

    var description: String { "\(call): \(String(cString: strerror(code)))" }

    /// Whether the file or folder is gone, or is no longer what it was.
    var isGone: Bool { code == ENOENT || code == ENOTDIR || code == ELOOP || code == ESTALE }
}
