// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What cannot be done with stations.
package enum StationError: UserFacing, Hashable {
    case unknown(code: String)
    case codeTaken(code: String)
    case badCode(String)
    case nameMissing
    case nameTooLong
    case badPeriod
    case placeOutsideVietNam
    case ownerMissing
    case sourceMissing
    case badWaterClass(String)
    /// A version must begin after the one it follows.
    case beginsTooEarly(after: Instant)

    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknown(let code): (404, message("unknown", ["code": .text(code)]))
        case .codeTaken(let code): (409, message("code-taken", ["code": .text(code)]))
        case .badCode(let code): (422, message("bad-code", ["code": .text(code)]))
        case .nameMissing: (422, message("name-missing"))
        case .nameTooLong: (422, message("name-too-long"))
        case .badPeriod: (422, message("bad-period"))
        case .placeOutsideVietNam: (422, message("place-outside"))
        case .ownerMissing: (422, message("owner-missing"))
        case .sourceMissing: (422, message("source-missing"))
        case .badWaterClass(let name): (422, message("bad-water-class", ["name": .text(name)]))
        case .beginsTooEarly(let after): (422, message("begins-too-early", ["after": .instant(after)]))
        }
    }

    private func message(_ key: String, _ arguments: [String: Message.Argument] = [:]) -> Message {
        Message("environment.error.station-\(key)", arguments)
    }
}
