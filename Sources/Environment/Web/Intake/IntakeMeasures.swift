// SPDX-License-Identifier: Apache-2.0

import Basics
package import Web

extension EnvironmentPages {
    /// Tells how the intake of this node is at `/metrics`. Counters begin anew
    /// with the program, as Prometheus expects.
    package func measure(in measures: Measures) {
        let gauge = intake
        let clock = clock
        let machineClock = machineClock
        func count(_ name: String, _ help: String, _ reading: @escaping @Sendable (IntakeState) -> Int) {
            measures.counter("vamco_environment_\(name)_total", help: help) { Double(reading(gauge.current)) }
        }
        func level(_ name: String, _ help: String, _ reading: @escaping @Sendable (IntakeState) -> Double?) {
            measures.gauge("vamco_environment_\(name)", help: help) { reading(gauge.current) }
        }
        count("files_taken", "Station files of which at least a line was accepted.") { $0.taken }
        count("files_refused", "Station files of which nothing was accepted.") { $0.refused }
        count("files_repeated", "Station files that came again with the same name and content.") { $0.repeated }
        level("quarantine_entries", "Entries that wait in the quarantine, counted up to 100,000.") {
            $0.quarantined.map(Double.init)
        }
        level("intake_waiting_files", "Station files that wait to be taken in.") { Double($0.waiting) }
        level("intake_oldest_waiting_seconds", "How long ago the oldest waiting file's time is; 0 when none waits.") {
            $0.oldestWaitingAt.map { max(0, (clock.now - $0).inSeconds) } ?? 0
        }
        level("intake_files_per_second", "Station files dealt with each second of the last minute.") {
            Double($0.recent.total(at: machineClock.now)) / 60
        }
        level("intake_well", "1 while files are taken in as they should or another node does; 0 otherwise.") {
            $0.isWell ? 1 : 0
        }
    }
}
