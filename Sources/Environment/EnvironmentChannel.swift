// SPDX-License-Identifier: Apache-2.0

import Ports

/// What the feature announces after its commits. Payloads are short: a letter
/// and, for values, the stations' codes.
enum EnvironmentChannel {
    static let name = "environment"
    /// Stations were registered, described anew or retired.
    static let stations = "S"
    static let alarms = "A"
    static let events = "E"
    /// Hours wait to be derived.
    static let due = "D"
    /// An import was confirmed.
    static let imports = "I"

    /// New values or figures of these stations, as few payloads as fit.
    static func values(of codes: some Sequence<String>) -> [String] {
        var payloads: [String] = []
        var payload = ""
        for code in codes {
            if payload.utf8.count + code.utf8.count > 3_900 {
                payloads.append(payload)
                payload = ""
            }
            payload += (payload.isEmpty ? "V" : " ") + code
        }
        return payload.isEmpty ? payloads : payloads + [payload]
    }

    /// What a payload tells a screen.
    static func changes(in payload: String) -> [CityChange] {
        switch payload.first {
        case "V": payload.dropFirst().split(separator: " ").map { .station(String($0)) }
        case "A": [.alarms]
        case "E": [.events]
        case "S": [.missed]
        default: []
        }
    }
}
