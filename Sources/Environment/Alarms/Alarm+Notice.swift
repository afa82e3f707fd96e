// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports

extension Alarm {
    /// What happened, in words that name the rule and its averaging time.
    package func message(_ catalogue: ParameterCatalogue) -> Message {
        var known: [Parameter.Code: Parameter] = [:]
        if let parameter, let found = catalogue[parameter] { known[parameter] = found }
        return AlarmWords(alarm: self, parameters: known).message
    }

    package func notice(_ catalogue: ParameterCatalogue) -> AlarmNotice {
        AlarmNotice(
            id: id.description, severity: severity, message: message(catalogue),
            subject: stationName, raisedAt: raisedAt, acknowledgedAt: acknowledgedAt,
            acknowledgedBy: acknowledgedBy, endedAt: endedAt, address: address)
    }
}
