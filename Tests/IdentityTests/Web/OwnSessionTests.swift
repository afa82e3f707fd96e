// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Ending one's own sessions")
struct OwnSessionTests {
    @Test("asks staff for a code and citizens for a new sign-in, unless they proved a moment ago who they are")
    func proved() async throws {
        try await Office.sendingCodes(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                for own in ["account", "citizen"] {
                    let (here, there) = (browser.other(), browser.other())
                    for one in [here, there] {
                        if own == "account" {
                            try await one.signIn("hanh.nt")
                        } else {
                            try await one.signIn(byCodeTo: "hoa@example.vn", in: office)
                        }
                    }
                    try await here.open("/\(own)")
                    let ends = here.page.matches(of: /action="([^"]*\/end)"/).map { String($0.1) }
                    let end = try #require(ends.first { $0.contains("/sessions/") })
                    let others = "/\(own)/other-sessions/end"
                    #expect(ends.count == 2 && ends.contains(others), "the session in use is signed out, not ended")

                    office.dial.advance(by: .minutes(16))
                    for action in [end, others] {
                        try await here.submit(action)
                        #expect(here.location?.hasPrefix("/\(own)/confirmation") == true, "\(action)")
                    }
                    try await there.open("/\(own)")
                    #expect(there.status == .ok, "nothing was ended")

                    let again = browser.other()
                    if own == "account" {
                        try await again.signIn("hanh.nt")
                    } else {
                        try await again.signIn(byCodeTo: "hoa@example.vn", in: office)
                    }
                    try await again.open("/\(own)")
                    try await again.submit(others)
                    #expect(again.location == "/\(own)")
                    try await there.open("/\(own)")
                    #expect(there.location?.hasPrefix("/sign-in") == true)
                    try await here.open("/\(own)")
                    try await again.open("/\(own)")
                    #expect(here.status == .seeOther && again.status == .ok)
                }
            }
        }
    }
}
