// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports

extension Alarm {
    /// What happened, in words that name the rule and its averaging time.
    package func message(_ catalogue: ParameterCatalogue) -> Message {
        let known = parameter.flatMap { catalogue[$0] }
        let decimals = known?.decimals ?? 0
        var arguments: [String: Message.Argument] = ["at": .instant(aboutAt), "document": .text(document)]
        arguments["parameter"] = .text(known?.symbol ?? parameter?.rawValue ?? "")
        arguments["unit"] = .text(known?.unit.symbol ?? "")
        if let averaging { arguments["averaging"] = .message(averaging.name) }
        if let limit { arguments["limit"] = .number(limit, decimals: limit == limit.rounded() ? 0 : decimals) }
        switch kind {
        case .limit: arguments["value"] = .number(value ?? 0, decimals: decimals)
        case .index: arguments["value"] = .count(Int(value ?? 0))
        case .quality: arguments["value"] = .count(Int(((value ?? 0) * 100).rounded()))
        case .silent: break
        }
        return Message("environment.alarm.\(kind.rawValue)", arguments)
    }

    package func notice(_ catalogue: ParameterCatalogue) -> AlarmNotice {
        AlarmNotice(
            id: id.description, severity: severity, message: message(catalogue),
            subject: stationName, unitCode: unitCode, raisedAt: raisedAt, acknowledgedAt: acknowledgedAt,
            acknowledgedBy: acknowledgedBy, endedAt: endedAt, address: address)
    }
}
