// SPDX-License-Identifier: Apache-2.0

package import Foundation

extension Data {
    /// Base 64 with `-` and `_` and without padding (RFC 4648 section 5).
    package var base64ForAddress: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    package init?(base64ForAddress text: String) {
        var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        while base64.utf8.count % 4 != 0 { base64.append("=") }
        self.init(base64Encoded: base64)
    }
}
