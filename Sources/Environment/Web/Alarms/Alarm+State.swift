// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

extension Alarm {
    /// Where the alarm stands, as a tag.
    var stateTag: Tag {
        switch state {
        case .open: Tag(Message("environment.alarm.state.open"), severity == .grave ? .danger : .warning)
        case .acknowledged: Tag(Message("environment.alarm.state.acknowledged"), .information)
        case .ended: Tag(Message("environment.alarm.state.ended"))
        }
    }
}
