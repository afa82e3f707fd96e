// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import SQLStore
import Synchronization
import TestSupport
import Testing

@testable import Letters

/// A place to post letters at, for a test.
struct Desk: Sendable {
    let database: any Database
    let dial: DialClock
    let box: LetterBox
    let carrier: StubCarrier
    let delivery: LetterDelivery
    var upkeep: LetterUpkeep { LetterUpkeep(database: database, clock: dial.clock, logger: delivery.logger) }

    static func open(on backend: Backend, _ body: (Desk) async throws -> Void) async throws {
        try await backend.withDatabase(migrations: [LetterResources.migrations]) { database in
            let dial = DialClock(Instant(seconds: 1_795_458_600))
            let (box, carrier) = (LetterBox(seal: PlainSeal()), StubCarrier())
            let sender = LetterMessage.Sender(name: "", address: try #require(EmailAddress("city@example.vn")))
            try await body(
                Desk(
                    database: database, dial: dial, box: box, carrier: carrier,
                    delivery: LetterDelivery(
                        database: database, box: box, mail: .init(carrier: carrier, sender: sender), clock: dial.clock,
                        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))))
        }
    }

    func letter(_ person: String, goodFor time: Duration = .minutes(10)) throws -> Letter {
        Letter(
            purpose: "test", to: try #require(EmailAddress(person)), subject: "Mã", text: "Mã: 1",
            goodUntil: dial.now + time)
    }

    func post(_ person: String, goodFor time: Duration = .minutes(10)) async throws -> Letter.ID {
        let (letter, now) = (try letter(person, goodFor: time), dial.now)
        return try await database.write { tx in try box.post(letter, at: now, in: tx) }
    }

    func state(_ id: Letter.ID) async throws -> LetterStore.State? {
        try await database.read { tx in try LetterStore.state(of: id, in: tx) }
    }

    func queue() async throws -> LetterStore.Queue { try await database.read { tx in try LetterStore.queue(in: tx) } }

    func content(_ id: Letter.ID) async throws -> String? {
        try await database.read { tx in try tx.value("SELECT content FROM letter WHERE id = \(id)") }
    }
}

/// Turns bytes around: nothing of a letter is seen in the table as it was.
struct PlainSeal: LetterSeal {
    struct Spoilt: Error {}

    func sealed(_ bytes: [UInt8], for purpose: String, at place: String) throws -> String {
        place + ":" + bytes.map { String($0 ^ 0x55) }.joined(separator: ",")
    }

    func opened(_ text: String, for purpose: String, at place: String) throws -> [UInt8] {
        guard text.hasPrefix(place + ":") else { throw Spoilt() }
        return text.dropFirst(place.count + 1).split(separator: ",").compactMap { UInt8($0).map { $0 ^ 0x55 } }
    }
}

/// Keeps to whom letters went, or fails as it is told.
final class StubCarrier: LetterCarrier {
    private let state = Mutex<(carried: [String], failure: CarrierError?)>(([], nil))

    private let meanwhile = Mutex<(@Sendable () -> Void)?>(nil)

    /// Asked for once a letter is in hand.
    var limit: Duration {
        meanwhile.withLock { $0 }?()
        return .seconds(30)
    }

    /// What happens before a letter is begun.
    func beforeAsked(_ body: (@Sendable () -> Void)?) { meanwhile.withLock { $0 = body } }

    var carried: [String] { state.withLock { $0.carried } }

    func answer(with failure: CarrierError?) { state.withLock { $0.failure = failure } }

    func carry(_ message: [UInt8], to recipient: EmailAddress) async throws(CarrierError) {
        let failure = state.withLock { state in
            if state.failure == nil { state.carried.append(recipient.text) }
            return state.failure
        }
        if let failure { throw failure }
    }
}

/// Keeps what it was given to send.
final class StubGateway: ShortMessageCarrier {
    private let state = Mutex<[String]>([])
    var limit: Duration { .seconds(1) }
    var carried: [String] { state.withLock { $0 } }

    func carry(_ text: String, id: Letter.ID, to number: PhoneNumber) async throws(CarrierError) {
        state.withLock { $0.append("\(number) \(text)") }
    }
}
