// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import Letters
package import Ports

/// A gateway for short messages of the shape that eSMS publishes
/// (developers.esms.vn, "Send OTP/Customer care message"): one POST of JSON a
/// message, answered with a code. Tried against a server of that shape only.
package struct ShortMessageGateway: ShortMessageCarrier {
    let address: String
    let key: Secret
    let secret: Secret
    /// The registered name that telephones show as the sender.
    let sender: String
    let outgoing: any Outgoing
    package var limit = Duration.seconds(20)

    package init(address: String, key: Secret, secret: Secret, sender: String, outgoing: any Outgoing) {
        self.address = address
        self.key = key
        self.secret = secret
        self.sender = sender
        self.outgoing = outgoing
    }

    /// The names are the gateway's.
    private struct Order: Encodable {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let ApiKey, SecretKey, Content, Phone, Brandname, RequestId: String
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let SmsType = "2", IsUnicode = "0"
    }

    private struct Answer: Decodable {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let CodeResult: String
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let ErrorMessage: String?
    }

    /// Taken on; taken on already under the same RequestId.
    private static let taken: Set = ["100", "124"]
    /// The number is blocked; it is no number.
    private static let never: Set = ["99", "108"]

    package func carry(_ text: String, id: Letter.ID, to number: PhoneNumber) async throws(CarrierError) {
        let answer: OutgoingAnswer
        do {
            let order = Order(
                ApiKey: key.text, SecretKey: secret.text, Content: text, Phone: number.digits, Brandname: sender,
                RequestId: id.description)
            answer = try await outgoing.send(
                OutgoingRequest(
                    "POST", address, headers: [(name: "Content-Type", value: "application/json")],
                    body: Array(try JSONEncoder().encode(order)), answerLimit: 65_536, within: limit))
        } catch {
            throw .later("\(error)")
        }
        guard answer.status == 200, let said = try? JSONDecoder().decode(Answer.self, from: Data(answer.body)) else {
            throw .later("HTTP \(answer.status)")
        }
        guard !Self.taken.contains(said.CodeResult) else { return }
        let reason = "\(said.CodeResult) \((said.ErrorMessage ?? "").prefix(200))"
        guard !Self.never.contains(said.CodeResult) else { throw .never(reason) }
        // What it refuses is mostly for the operator to mend: an empty account,
        // a name that is not registered. The message waits until its time is over.
        throw .later(reason)
    }
}

/// Stands where a city has no gateway yet and is only shown: it takes every
/// message and sends none.
package struct SampleMessages: ShortMessageCarrier {
    package var limit: Duration { .seconds(1) }
    package init() {}
    package func carry(_ text: String, id: Letter.ID, to number: PhoneNumber) async throws(CarrierError) {}
}

extension MessageSettings {
    func carrier(by outgoing: any Outgoing) -> any ShortMessageCarrier {
        switch self {
        case .sample: SampleMessages()
        case .gateway(let address, let key, let secret, let sender):
            ShortMessageGateway(address: address, key: key, secret: secret, sender: sender, outgoing: outgoing)
        }
    }
}
