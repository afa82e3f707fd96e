// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports

extension Alarm {
    /// What happened, in words that name the rule and its averaging time.
    package func message(_ catalogue: ParameterCatalogue) -> Message {
        let known = parameter.flatMap { catalogue[$0] }
        var arguments: [String: Message.Argument] = [:]
        if let known {
            arguments["parameter"] = .text(known.symbol)
            arguments["unit"] = .text(known.unit.symbol)
        }
        if let averaging { arguments["averaging"] = .message(averaging.name) }
        if let limit { arguments["limit"] = .number(limit, decimals: known?.decimals ?? 0) }
        if !document.isEmpty { arguments["document"] = .text(document) }
        arguments["at"] = .instant(aboutAt)
        switch kind {
        case .limit: arguments["value"] = .number(value ?? 0, decimals: known?.decimals ?? 0)
        case .index: arguments["value"] = .count(Int(value ?? 0))
        case .quality: arguments["value"] = .count(Int(((value ?? 0) * 100).rounded()))
        case .silent: break
        }
        return Message("environment.alarm.\(kind.rawValue)", arguments)
    }

    package func notice(_ catalogue: ParameterCatalogue) -> AlarmNotice {
        AlarmNotice(
            id: id.description, severity: severity, message: message(catalogue),
            subject: stationName, raisedAt: raisedAt, acknowledgedAt: acknowledgedAt,
            acknowledgedBy: acknowledgedBy, endedAt: endedAt, address: address)
    }
}
