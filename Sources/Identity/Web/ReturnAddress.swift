// SPDX-License-Identifier: Apache-2.0

import Web

/// Where a person was sent to sign in from and goes back to.
enum ReturnAddress {
    /// The address on this server in `text`, or `nil` for anything that could
    /// lead elsewhere (`//host`, `/\host`, `https:`), is no plain ASCII path,
    /// or is signing in or out itself.
    static func local(_ text: String) -> Address? {
        guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }),
            let address = Address(local: text)
        else { return nil }
        let path = text.prefix { $0 != "?" && $0 != "#" }
        let isStep =
            path == "/sign-in" || path.hasPrefix("/sign-in/")
            || ["/sign-out", "/signed-out", "/account/confirmation", "/citizen/confirmation"].contains(path)
        return isStep ? nil : address
    }
}
