// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension SessionToken {
    /// Ends whatever it opens: a session of staff or of a citizen, or the way
    /// to one. Who signs in leaves nothing of another open in that browser.
    func end(at now: Instant, in tx: any Transaction) throws {
        try SessionStore.end(digest: digest, at: now, in: tx)
        try HalfSignInStore.end(digest: digest, in: tx)
        try CitizenSessionStore.end(digest: digest, at: now, in: tx)
    }
}
