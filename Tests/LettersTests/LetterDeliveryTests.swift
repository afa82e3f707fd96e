// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import SQLStore
import Synchronization
import TestSupport
import Testing

@testable import Letters

@Suite("Letters")
struct LetterDeliveryTests {
    @Test("go out once, and their words are forgotten", arguments: Backend.available)
    func sent(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            let id = try await desk.post("an@example.vn")
            #expect(try await desk.content(id)?.contains("example.vn") == false)

            await desk.delivery.deliver()
            await desk.delivery.deliver()

            #expect(desk.carrier.carried == ["an@example.vn"])
            #expect(try await desk.state(id)?.sentAt == desk.dial.now)
            #expect(try await desk.content(id) == nil)
        }
    }

    @Test("of an act that did not happen never go out", arguments: Backend.available)
    func undone(on backend: Backend) async throws {
        struct Undone: Error {}
        try await Desk.open(on: backend) { desk in
            await #expect(throws: Undone.self) {
                try await desk.database.write { tx in
                    try desk.box.post(try desk.letter("an@example.vn"), at: desk.dial.now, in: tx)
                    throw Undone()
                }
            }

            await desk.delivery.deliver()

            #expect(desk.carrier.carried.isEmpty)
        }
    }

    @Test("are tried again while the server is away, at growing distances", arguments: Backend.available)
    func again(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            desk.carrier.answer(with: .later("nobody answers"))
            let id = try await desk.post("an@example.vn", goodFor: .hours(12))

            await desk.delivery.deliver()
            #expect(try await desk.state(id)?.failure == "nobody answers")
            for (wait, tries) in [(4, 1), (1, 2), (14, 2), (1, 3), (59, 3), (1, 4)] {
                desk.dial.advance(by: .seconds(wait))
                await desk.delivery.deliver()
                #expect(try await desk.state(id)?.tries == tries)
            }
            desk.carrier.answer(with: nil)
            desk.dial.advance(by: .minutes(5))
            await desk.delivery.deliver()

            #expect(desk.carrier.carried == ["an@example.vn"])
            #expect(try await desk.state(id)?.failure == "")
        }
    }

    @Test("of ten minutes without a server all go out afterwards, in their order", arguments: Backend.available)
    func outage(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            desk.carrier.answer(with: .later("nobody answers"))
            let people = (10..<30).map { "a\($0)@example.vn" }
            for person in people {
                _ = try await desk.post(person, goodFor: .hours(12))
                desk.dial.advance(by: .seconds(30))
                await desk.delivery.deliver()
            }
            desk.carrier.answer(with: nil)
            for _ in 0..<20 {
                desk.dial.advance(by: .minutes(5))
                await desk.delivery.deliver()
            }

            #expect(desk.carrier.carried.sorted() == people)
        }
    }

    @Test("that were not sent in time are given up and say so", arguments: Backend.available)
    func late(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            desk.carrier.answer(with: .later("nobody answers"))
            let id = try await desk.post("an@example.vn", goodFor: .minutes(1))
            let never = try await desk.post("binh@example.vn", goodFor: .seconds(3))

            await desk.delivery.deliver()
            #expect(try await desk.state(never)?.givenUpAt == desk.dial.now)
            desk.dial.advance(by: .minutes(1))
            await desk.delivery.deliver()

            #expect(try await desk.state(id)?.givenUpAt == desk.dial.now)
            #expect(try await desk.content(id) == nil)
            #expect(desk.carrier.carried.isEmpty)
        }
    }

    @Test("that the server refuses for good are not tried again", arguments: Backend.available)
    func refused(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            desk.carrier.answer(with: .never("no such person"))
            let id = try await desk.post("an@example.vn")

            await desk.delivery.deliver()
            desk.carrier.answer(with: nil)
            desk.dial.advance(by: .hours(1))
            await desk.delivery.deliver()

            #expect(desk.carrier.carried.isEmpty)
            #expect(try await desk.state(id)?.failure == "no such person")
        }
    }

    @Test("are handed over by one of several nodes", arguments: Backend.available)
    func nodes(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            let people = (10..<40).map { "a\($0)@example.vn" }
            for person in people { _ = try await desk.post(person) }

            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { await desk.delivery.deliver() } }
            }

            #expect(desk.carrier.carried.sorted() == people)
        }
    }

    @Test("of a node that died while it had them go out by another", arguments: Backend.available)
    func died(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            _ = try await desk.post("an@example.vn")
            let now = desk.dial.now
            _ = try await desk.database.write { tx in
                try LetterStore.taken(4, holding: LetterDelivery.hold, at: now, in: tx)
            }

            await desk.delivery.deliver()
            #expect(desk.carrier.carried.isEmpty)
            desk.dial.advance(by: LetterDelivery.hold)
            await desk.delivery.deliver()

            #expect(desk.carrier.carried == ["an@example.vn"])
        }
    }

    @Test("that do not open any more are given up, and the next ones go out", arguments: Backend.available)
    func damaged(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            let id = try await desk.post("an@example.vn")
            _ = try await desk.post("binh@example.vn")
            try await desk.database.write { tx in
                try tx.execute("UPDATE letter SET content = 'spoilt' WHERE id = \(id)")
            }

            await desk.delivery.deliver()

            #expect(desk.carrier.carried == ["binh@example.vn"])
            #expect(try await desk.state(id)?.givenUpAt != nil)
        }
    }

    @Test("are not begun by whoever could not end before another node may take them", arguments: Backend.available)
    func hold(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            let id = try await desk.post("an@example.vn")
            // Between taking and handing over this node stands still for most of its hold.
            desk.carrier.beforeAsked { desk.dial.advance(by: LetterDelivery.hold - .seconds(20)) }

            await desk.delivery.deliver()

            #expect(desk.carrier.carried.isEmpty)
            #expect(try await desk.state(id)?.sentAt == nil)
            desk.carrier.beforeAsked(nil)
            desk.dial.advance(by: .seconds(21))
            await desk.delivery.deliver()
            #expect(desk.carrier.carried == ["an@example.vn"])
        }
    }
}

@Suite("Letters that have ended")
struct LetterUpkeepTests {
    @Test("are remembered for ninety days; one that waits is given up in its time", arguments: Backend.available)
    func forgotten(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            let sent = try await desk.post("an@example.vn")
            await desk.delivery.deliver()
            desk.carrier.answer(with: .later("nobody answers"))
            let waiting = try await desk.post("binh@example.vn", goodFor: .days(400))
            desk.dial.advance(by: .days(91))

            await desk.upkeep.round()

            #expect(try await desk.state(sent) == nil)
            #expect(try await desk.state(waiting)?.givenUpAt == nil)
            #expect(try await desk.content(waiting) != nil)
        }
    }

    @Test("are ended in a city that sends none, and leave nobody's address behind", arguments: Backend.available)
    func unsent(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            let id = try await desk.post("an@example.vn", goodFor: .minutes(10))
            await desk.upkeep.round()
            #expect(try await desk.state(id)?.givenUpAt == nil)
            #expect(try await desk.queue() == LetterStore.Queue(count: 1, since: desk.dial.now))

            desk.dial.advance(by: .minutes(12))
            await desk.upkeep.round()
            #expect(try await desk.state(id)?.givenUpAt == desk.dial.now)
            #expect(try await desk.content(id) == nil)
            #expect(try await desk.queue() == LetterStore.Queue(count: 0, since: nil))

            desk.dial.advance(by: .days(91))
            await desk.upkeep.round()
            #expect(try await desk.state(id) == nil)
        }
    }

    @Test("are left alone while somebody hands them over", arguments: Backend.available)
    func underWay(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            let id = try await desk.post("an@example.vn", goodFor: .minutes(1))
            desk.dial.advance(by: .seconds(59))
            let now = desk.dial.now
            _ = try await desk.database.write { tx in
                try LetterStore.taken(4, holding: LetterDelivery.hold, at: now, in: tx)
            }
            desk.dial.advance(by: .seconds(30))
            await desk.upkeep.round()
            #expect(try await desk.content(id) != nil)
            try await desk.database.write { tx in try LetterStore.markSent(id, at: now, in: tx) }
            desk.dial.advance(by: .minutes(10))
            await desk.upkeep.round()
            #expect(try await desk.state(id)?.sentAt == now)
        }
    }

    @Test("that wait and that were given up are told of, with every address masked", arguments: Backend.available)
    func queue(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            desk.carrier.answer(with: .later("450 <an.nguyen@example.vn> busy"))
            _ = try await desk.post("an.nguyen@example.vn", goodFor: .hours(12))
            await desk.delivery.deliver()
            desk.carrier.answer(with: .never("550 no binh@example.vn here"))
            for _ in 1...3 {
                desk.dial.advance(by: .seconds(1))
                _ = try await desk.post("binh@example.vn")
                await desk.delivery.deliver()
            }
            let now = desk.dial.now
            let (box, since) = (desk.box, now - .days(7))
            let (summary, waiting, first) = try await desk.database.read { tx in
                (
                    try LetterStore.summary(givenUpSince: since, most: 2, in: tx), try box.queue(10, in: tx),
                    try LetterStore.givenUp(after: nil, limit: 2, in: tx)
                )
            }
            #expect(summary == .init(waiting: 1, givenUp: 2, oldest: now - .seconds(3)), "counted up to two")
            #expect(waiting.map(\.recipient) == ["a…@example.vn"] && waiting.map(\.tries) == [1])
            #expect(waiting.map(\.failure) == ["450 <a…@example.vn> busy"])
            #expect(first.items.count == 2)
            #expect(first.items.compactMap(\.givenUpAt) == [now, now - .seconds(1)])
            let next = try #require(first.next)
            let rest = try await desk.database.read { tx in try LetterStore.givenUp(after: next, limit: 2, in: tx) }
            #expect(rest.items.compactMap(\.givenUpAt) == [now - .seconds(2)] && rest.next == nil)
            #expect(EmailAddress.masking(rest.items[0].failure) == "550 no b…@example.vn here")
        }
    }

    @Test(
        "letters of one thread go out in their order, whatever fails between; others do not wait",
        arguments: Backend.available)
    func threads(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            for person in ["a1", "b1", "a2", "a3"] {
                var letter = try desk.letter("\(person)@example.vn", goodFor: .hours(2))
                letter.thread = String(person.prefix(1))
                let (posted, now) = (letter, desk.dial.now)
                _ = try await desk.database.write { tx in try desk.box.post(posted, at: now, in: tx) }
                desk.dial.advance(by: .milliseconds(2))
            }
            desk.carrier.answer(with: .later("busy"))
            await desk.delivery.deliver()
            #expect(desk.carrier.carried.isEmpty)
            // An outage of ten minutes.
            desk.dial.advance(by: .minutes(10))
            desk.carrier.answer(with: nil)
            await desk.delivery.deliver()
            #expect(desk.carrier.carried.filter { $0.hasPrefix("a") } == ["a1", "a2", "a3"].map { $0 + "@example.vn" })
            #expect(desk.carrier.carried.contains("b1@example.vn"))
        }
    }

    @Test("a short message goes its own way, and waits untouched where there is none", arguments: Backend.available)
    func shortMessages(on backend: Backend) async throws {
        try await Desk.open(on: backend) { desk in
            let number = try #require(PhoneNumber("0912 345 678"))
            let (message, now) = (
                Letter(purpose: "test", to: number, text: "Ho so", goodUntil: desk.dial.now + .hours(1)), desk.dial.now
            )
            let id = try await desk.database.write { tx in try desk.box.post(message, at: now, in: tx) }
            await desk.delivery.deliver()
            #expect(try await desk.state(id)?.tries == 0)
            let gateway = StubGateway()
            let delivery = LetterDelivery(
                database: desk.database, box: desk.box, mail: nil, messages: gateway, clock: desk.dial.clock,
                logger: desk.delivery.logger)
            await delivery.deliver()
            #expect(gateway.carried == ["+84912345678 Ho so"])
            #expect(try await desk.state(id)?.sentAt == desk.dial.now)
        }
    }
}
