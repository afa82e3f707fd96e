// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Logging
package import SQLStore
package import ServiceLifecycle

/// Hands letters to the carrier, soon after they were posted, and again while
/// the carrier fails. Several nodes may do it at once; a node that is killed
/// between the carrier's word and its own note sends that one letter twice,
/// under the same Message-ID.
package struct LetterDelivery: Service {
    let database: any Database
    let box: LetterBox
    /// The ways there are; what would go another way waits until there is one.
    let mail: Mail?
    let messages: (any ShortMessageCarrier)?
    let clock: Clock
    let logger: Logger

    package init(
        database: any Database, box: LetterBox, mail: Mail?, messages: (any ShortMessageCarrier)? = nil,
        clock: Clock, logger: Logger
    ) {
        self.database = database
        self.box = box
        self.mail = mail
        self.messages = messages
        self.clock = clock
        self.logger = logger
    }

    /// The way of e-mails, and in whose name they go.
    package struct Mail: Sendable {
        let carrier: any LetterCarrier
        let sender: LetterMessage.Sender

        package init(carrier: any LetterCarrier, sender: LetterMessage.Sender) {
            self.carrier = carrier
            self.sender = sender
        }
    }

    private var channels: [LetterChannel] { (mail == nil ? [] : [.email]) + (messages == nil ? [] : [.sms]) }

    /// How long a letter is one node's own. Nobody begins to hand one over who
    /// would not be done by then.
    static let hold = Duration.minutes(2)
    /// How many are handed over at once.
    package static let batch = 4
    /// How often is looked whether an earlier failure is due again.
    private static let look = Duration.seconds(5)

    /// Why a letter is given up whose time is over.
    static let late = "not sent in time"

    /// How long to wait after the `tries`th failure: seconds first, since
    /// somebody waits for a code; then up to an hour.
    static func pause(after tries: Int) -> Duration {
        let steps: [Duration] = [.seconds(5), .seconds(15), .minutes(1), .minutes(5), .minutes(15), .hours(1)]
        return steps[min(max(tries, 1), steps.count) - 1]
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                let news = database.announcements(on: LetterStore.channel)
                // One round at a time: a node has no more letters in hand than one batch.
                let (calls, call) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
                group.addTask { for await _ in news { call.yield() } }
                group.addTask {
                    while !Task.isCancelled {
                        call.yield()
                        try? await Task.sleep(for: Self.look)
                    }
                }
                group.addTask { for await _ in calls { await deliver() } }
            }
        }
    }

    /// Hands over what is due until nothing is.
    func deliver() async {
        do {
            let (limit, hold) = (Self.batch, Self.hold)
            while !Task.isCancelled {
                let now = clock.now
                let channels = channels
                let due = try await database.read { tx in try LetterStore.nextDue(by: channels, in: tx) }
                guard let due, due <= now else { return }
                let taken = try await database.write { tx in
                    try LetterStore.taken(limit, by: channels, holding: hold, at: now, in: tx)
                }
                // What is left waits for an earlier one of its thread.
                guard !taken.isEmpty else { return }
                await withTaskGroup(of: Void.self) { group in
                    for letter in taken { group.addTask { await handOver(letter) } }
                }
            }
        } catch {
            logger.warning("letters were not looked at", metadata: ["error": "\(error)"])
        }
    }

    private func handOver(_ stored: LetterStore.Waiting) async {
        let outcome: Result<Void, CarrierError>
        let limit = stored.channel == .email ? mail?.carrier.limit : messages?.limit
        let now = clock.now
        if now >= stored.goodUntil {
            outcome = .failure(.never(Self.late))
        } else if now + (limit ?? .zero) >= stored.heldUntil {
            // Another node may begin before this one is done: it is due again when its hold is over.
            return
        } else {
            outcome = await carried(stored)
        }
        do {
            try await settle(stored, outcome)
        } catch {
            // The letter is due again when its hold is over.
            logger.warning(
                "a letter's fate was not written", metadata: ["letter": "\(stored.id)", "error": "\(error)"])
        }
    }

    private func carried(_ stored: LetterStore.Waiting) async -> Result<Void, CarrierError> {
        let letter: Letter
        do {
            letter = try box.opened(stored)
        } catch {
            return .failure(.never("\(error)"))
        }
        do throws(CarrierError) {
            switch letter.recipient {
            case .email(let address):
                guard let mail else { throw .later("no mail server is set") }
                let message = LetterMessage(
                    letter: letter, recipient: address, id: stored.id, sender: mail.sender, queuedAt: stored.queuedAt)
                return .success(try await mail.carrier.carry(message.bytes, to: address))
            case .phone(let number):
                guard let messages else { throw .later("no gateway for short messages is set") }
                return .success(try await messages.carry(letter.text, id: stored.id, to: number))
            }
        } catch {
            return .failure(error)
        }
    }

    private func settle(_ stored: LetterStore.Waiting, _ outcome: Result<Void, CarrierError>) async throws {
        let now = clock.now
        switch outcome {
        case .success:
            try await database.write { tx in try LetterStore.markSent(stored.id, at: now, in: tx) }
        case .failure(.later(let reason)):
            let next = now + Self.pause(after: stored.tries)
            log("a letter could not be sent yet", stored, reason)
            guard next < stored.goodUntil else {
                try await database.write { tx in try LetterStore.giveUp(stored.id, reason, at: now, in: tx) }
                return
            }
            try await database.write { tx in try LetterStore.put(off: stored.id, until: next, reason, in: tx) }
        case .failure(.never(let reason)):
            log("a letter was given up", stored, reason)
            try await database.write { tx in try LetterStore.giveUp(stored.id, reason, at: now, in: tx) }
        }
    }

    private func log(_ what: Logger.Message, _ stored: LetterStore.Waiting, _ reason: String) {
        logger.warning(
            what,
            metadata: [
                "letter": "\(stored.id)", "purpose": .string(stored.purpose), "try": "\(stored.tries)",
                "reason": .string(reason),
            ])
    }
}
