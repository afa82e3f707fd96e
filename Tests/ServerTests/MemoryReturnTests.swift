// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Server

@Suite("Giving memory back")
struct MemoryReturnTests {
    private static let megabyte = 1_048_576

    /// A program whose memory is what a test says; giving back leaves `left`.
    private final class Program: Sendable {
        let state: Mutex<(resident: Int?, left: Int, times: Int)>

        init(resident: Int?, left: Int) { state = Mutex((resident, left, 0)) }

        var times: Int { state.withLock { $0.times } }

        func grow(to megabytes: Int) { state.withLock { $0.resident = megabytes * megabyte } }

        var service: MemoryReturn {
            MemoryReturn(
                resident: { self.state.withLock { $0.resident } },
                giveBack: {
                    self.state.withLock {
                        $0.resident = $0.left
                        $0.times += 1
                    }
                })
        }
    }

    @Test("what the start took is given back at the first look, and then nothing is done")
    func start() {
        let program = Program(resident: 130 * Self.megabyte, left: 60 * Self.megabyte)
        var rule = MemoryReturn.Rule()
        for _ in 0..<100 { program.service.look(by: &rule) }
        #expect(program.times == 1)
    }

    @Test("a burst is given back when it is over; a little more memory is not worth it")
    func burst() {
        let program = Program(resident: 130 * Self.megabyte, left: 60 * Self.megabyte)
        var rule = MemoryReturn.Rule()
        program.service.look(by: &rule)
        program.service.look(by: &rule)
        program.grow(to: 67)
        program.service.look(by: &rule)
        #expect(program.times == 1)
        program.grow(to: 69)
        program.service.look(by: &rule)
        #expect(program.times == 2)
    }

    @Test("memory that is used again at once is left alone for longer and longer, up to a minute")
    func load() {
        let program = Program(resident: 130 * Self.megabyte, left: 60 * Self.megabyte)
        var rule = MemoryReturn.Rule()
        var looks: [Int] = []
        for look in 0..<60 {
            let before = program.times
            program.grow(to: 130)
            program.service.look(by: &rule)
            if program.times > before { looks.append(look) }
        }
        #expect(looks == [0, 2, 6, 14, 26, 38, 50])
    }

    @Test("where the system does not say how much is used, nothing is given back")
    func unknown() {
        let program = Program(resident: nil, left: 0)
        var rule = MemoryReturn.Rule()
        program.service.look(by: &rule)
        #expect(program.times == 0)
    }

    @Test("this system says how much the program uses")
    func here() throws {
        #expect(try #require(MemoryReturn().resident()) > Self.megabyte)
    }
}
