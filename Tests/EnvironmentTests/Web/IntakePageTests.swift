// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import Web

@testable import Environment

@Suite("The intake as a page and as measures")
struct IntakePageTests {
    @Test("every number is a figure with its meaning, in both languages")
    func figures() async throws {
        try await WebCity.open(on: .sqlite, hours: 2) { web in
            web.pages.intake.change { state in
                state.phase = .watching
                state.waiting = 12
                state.oldestWaitingAt = WebCity.now - .minutes(90)
                state.quarantined = 3
            }
            web.pages.intake.count(taken: 30, refused: 4, repeated: 5, machineTime: web.city.machineClock.now)
            try await web.city.attendAlways()
            try await web.test { visit in
                for language in Language.allCases {
                    let page = try await visit.get("/environment/intake", as: "operator", language: language)
                    #expect(page.status == .ok && page.rawKeys.isEmpty)
                    for name in ["waiting", "oldest", "rate", "taken", "refused", "repeated", "quarantine"] {
                        #expect(page.text.contains("id=\"intake-\(name)\""), "\(name)")
                    }
                    #expect(page.text.contains(language == .vi ? "0,7" : "0.7"))
                }
            }
        }
    }

    @Test("nothing waits and nothing was counted yet: the figures say so")
    func nothing() async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            try await web.test { visit in
                let page = try await visit.get("/environment/intake", as: "operator").text
                #expect(page.contains("Không có tệp nào chờ") && page.contains("Chưa đếm"))
            }
        }
    }

    @Test("the same is told to Prometheus")
    func measures() async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            let measures = Measures()
            web.pages.measure(in: measures)
            #expect(measures.text.contains("vamco_environment_files_taken_total 0\n"))
            web.pages.intake.change { state in
                state.waiting = 12
                state.oldestWaitingAt = WebCity.now - .minutes(2)
                state.quarantined = 3
            }
            web.pages.intake.count(taken: 30, refused: 4, repeated: 26, machineTime: web.city.machineClock.now)

            let text = measures.text

            for line in [
                "# TYPE vamco_environment_files_taken_total counter", "vamco_environment_files_taken_total 30",
                "vamco_environment_files_refused_total 4", "vamco_environment_files_repeated_total 26",
                "vamco_environment_quarantine_entries 3", "vamco_environment_intake_waiting_files 12",
                "vamco_environment_intake_oldest_waiting_seconds 120", "vamco_environment_intake_files_per_second 1",
                "vamco_environment_intake_well 1",
            ] {
                #expect(text.split(separator: "\n").contains(Substring(line)), "\(line)")
            }
        }
    }

    @Test("the last minute forgets what is older, and begins anew when the clock goes back")
    func recent() {
        var recent = RecentCount()
        let now = City.start
        recent.add(10, at: now)
        recent.add(5, at: now + .seconds(59))
        #expect(recent.total(at: now + .seconds(59)) == 15)
        #expect(recent.total(at: now + .seconds(60)) == 5)
        #expect(recent.total(at: now + .seconds(119)) == 0)
        recent.add(1, at: now - .hours(1))
        #expect(recent.total(at: now - .hours(1)) == 1)
        recent.add(1, at: now + .days(4_000))
        #expect(recent.total(at: now + .days(4_000)) == 1)
    }

    @Test(
        "an officer orders all of a reason again and sees how far it is; nobody else may", arguments: Backend.available)
    func retrial(on backend: Backend) async throws {
        try await WebCity.open(on: backend, hours: 1) { web in
            try web.city.upload("KHI077_20260115080500.txt", line("PM10", "1", "µg/m3", at: "20260115080500"))
            try await web.city.takeIn()
            let entry = try #require(try await web.city.waiting.first { $0.stationCode == "KHI077" })
            try await web.city.register("KHI077")
            try await web.test { visit in
                let path = entry.address + "/retrial-of-reason"
                let other = try await visit.post(path, [:], from: entry.address, as: "operator")
                #expect(other.status == .forbidden)
                let ordered = try await visit.post(path, [:], from: entry.address, as: "officer")
                #expect(ordered.status == .seeOther)
                let address = try #require(ordered.headings("Location"))
                #expect(address.hasPrefix("/environment/quarantine/retrials/"))
                #expect(try await visit.get(address, as: "leader").text.contains("<progress"))
                #expect(try await visit.get("/environment/quarantine", as: "leader").text.contains(address))

                while try await web.city.feature.retrialRun.work() {}

                for language in Language.allCases {
                    let done = try await visit.get(address, as: "leader", language: language)
                    #expect(done.status == .ok && done.rawKeys.isEmpty && !done.text.contains("<progress"))
                }
                #expect(
                    try await visit.get("/environment/quarantine/retrials/nonsense", as: "leader").status == .notFound)
            }
        }
    }
}
