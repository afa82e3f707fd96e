// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// An alarm in words: what, over which averaging time, against which limit.
struct AlarmWords {
    let alarm: Alarm
    let parameters: [Parameter.Code: Parameter]

    private var parameter: Parameter? { alarm.parameter.flatMap { parameters[$0] } }

    var message: Message {
        let decimals = parameter?.decimals ?? 1
        var arguments: [String: Message.Argument] = [
            "parameter": .text(parameter?.symbol ?? alarm.parameter?.rawValue ?? ""), "document": .text(alarm.document),
            "unit": .text(parameter?.unit.symbol ?? ""),
        ]
        if let value = alarm.value { arguments["value"] = .number(value, decimals: alarm.kind == .index ? 0 : decimals) }
        if let limit = alarm.limit {
            arguments["limit"] = .number(limit, decimals: limit == limit.rounded() ? 0 : decimals)
        }
        if let averaging = alarm.averaging { arguments["averaging"] = .message(averaging.name) }
        let isComplete = alarm.value != nil && (alarm.kind != .limit || (alarm.limit != nil && alarm.averaging != nil))
        return Message("environment.alarm.words.\(alarm.kind.rawValue)\(isComplete ? "" : "-plain")", arguments)
    }

    /// Where the alarm stands.
    var tag: Tag {
        switch alarm.state {
        case .open: Tag(Message("environment.alarm.state.open"), alarm.severity == .grave ? .danger : .warning)
        case .acknowledged: Tag(Message("environment.alarm.state.acknowledged"), .information)
        case .ended: Tag(Message("environment.alarm.state.ended"))
        }
    }
}
