// SPDX-License-Identifier: Apache-2.0

package import SQLStore

extension Parameter.Code: SQLConvertible {
    package var sqlValue: SQLValue { .text(rawValue) }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(rawValue: text)
    }
}

extension Parameter.Code: Codable {}
