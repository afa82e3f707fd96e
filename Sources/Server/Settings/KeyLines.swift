// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// A file of secrets, one a line, that only the operator writes.
enum KeyLines {
    /// Its first lines; `nil` where there are fewer, or one of them is empty.
    static func first(_ count: Int, ofFile path: String) -> [String]? {
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else { return nil }
        let lines = text.split(whereSeparator: \.isNewline).prefix(count).map { String($0).tidied() }
        return lines.count == count && lines.allSatisfy { !$0.isEmpty } ? lines : nil
    }
}

extension URLComponents {
    /// Whether what is said there is heard by nobody on the way: HTTPS, or a
    /// program on this machine.
    var isPrivateService: Bool {
        guard let host, !host.isEmpty, user == nil, fragment == nil else { return false }
        return scheme == "https" || (scheme == "http" && ["127.0.0.1", "localhost"].contains(host))
    }
}
