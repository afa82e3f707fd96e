// SPDX-License-Identifier: Apache-2.0

/// Where a letter goes: to an e-mail address, or to a telephone as a short message.
package enum LetterRecipient: Hashable, Sendable {
    case email(EmailAddress)
    case phone(PhoneNumber)

    package var channel: LetterChannel {
        switch self {
        case .email: .email
        case .phone: .sms
        }
    }

    /// Enough to tell two recipients apart.
    package var masked: String {
        switch self {
        case .email(let address): address.masked
        case .phone(let number): number.masked
        }
    }
}

/// A way out of the house, under the name it is kept by.
package enum LetterChannel: String, Hashable, Sendable, CaseIterable {
    case email
    case sms
}

/// Kept as one text: an address has a sign that no number has.
extension LetterRecipient: Codable {
    package init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        let text = try box.decode(String.self)
        if let address = EmailAddress(text) {
            self = .email(address)
        } else if let number = PhoneNumber(text) {
            self = .phone(number)
        } else {
            throw DecodingError.dataCorruptedError(in: box, debugDescription: "neither address nor number")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        switch self {
        case .email(let address): try box.encode(address.text)
        case .phone(let number): try box.encode(number.description)
        }
    }
}
