// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Why an alarm cannot be answered.
package enum AlarmError: UserFacing, Hashable {
    case unknown
    case ended

    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknown: (404, Message("environment.error.alarm-unknown"))
        case .ended: (409, Message("environment.error.alarm-ended"))
        }
    }
}
