// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Where clamd listens: `unix:/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`.
package struct ScannerAddress: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        case socket(String)
        case port(host: String, Int)
    }

    package let text: String
    package let place: Place

    package init?(_ text: String) {
        self.text = text
        if text.hasPrefix("unix:/"), text.utf8.count <= 105 {
            place = .socket(String(text.dropFirst(5)))
        } else if text.hasPrefix("tcp://") {
            let rest = text.dropFirst(6)
            guard let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...]),
                (1...65_535).contains(port)
            else { return nil }
            let host = rest[..<colon].filter { $0 != "[" && $0 != "]" }
            guard !host.isEmpty, !host.contains("/"), !host.contains("@") else { return nil }
            place = .port(host: host, port)
        } else {
            return nil
        }
    }
}
