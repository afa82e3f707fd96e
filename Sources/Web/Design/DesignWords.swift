// SPDX-License-Identifier: Apache-2.0

import Basics

/// Pieces of `/design` share its words.
protocol DesignWords {}

extension DesignWords {
    func say(_ name: String, _ arguments: [String: Message.Argument] = [:]) -> Message {
        Message("web.design." + name, arguments)
    }
}
