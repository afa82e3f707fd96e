// SPDX-License-Identifier: Apache-2.0

import Basics
import Letters
import SQLStore
import Web

/// Pages about the program itself, for the person who keeps it running: what
/// mail waits, and whether everything works.
struct OperatorPages: Sendable {
    let settings: Settings
    let database: any Database
    let letters: LetterBox
    /// What letters are for, in words, by `Letter.purpose`.
    let purposes: [String: Message]
    let readiness: [HealthCheck]
    let clock: Clock

    var routes: RouteTable {
        RouteTable(
            "server",
            [
                .get("/administration/mail", AdministrationPages.policy, showMail),
                .get("/administration/health", AdministrationPages.policy, showHealth),
            ])
    }

    var administration: [AdministrationPart] { [mailPart, healthPart] }
}

extension City {
    /// The entry of the navigation that leads to every part.
    static let administrationEntry = AdministrationPages.navigation(
        over: [
            "/identity", "/people", "/organisation/plans", "/organisation/imports", "/organisation/working-days",
            "/ledger",
        ])
}
