// SPDX-License-Identifier: Apache-2.0

import CMalloc
import Foundation
import ServiceLifecycle

/// Gives memory that a burst left free back to the system.
///
/// What the first look at a thousand stations, a backlog of files or a rush of
/// visitors took is free again a moment later, but the C library keeps it: it
/// lies between blocks that are in use, and only the end of its heaps shrinks
/// by itself.
struct MemoryReturn: Service {
    var every: Duration = .seconds(5)
    /// Bytes of this program in memory; `nil` where the system does not say.
    var resident: @Sendable () -> Int? = { Self.residentBytes }
    /// Gives free pages back, wherever they lie.
    var giveBack: @Sendable () -> Void = { _ = malloc_trim(0) }

    func run() async throws {
        var rule = Rule()
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: every) }
            look(by: &rule)
        }
    }

    func look(by rule: inout Rule) {
        guard let before = resident(), rule.isDue(at: before) else { return }
        giveBack()
        rule.left(resident() ?? before)
    }

    /// When giving back is worth its milliseconds.
    struct Rule {
        /// What must have been added since the last time.
        static let worthwhile = 8 * 1_048_576
        /// The most looks between two times while the memory is used again at once.
        static let longestPause = 12

        private var floor = 0
        private var pause = 1
        private var looks = 0

        /// Due once enough was added. What is added again right after it was
        /// given back is in use: each time twice as many looks go by.
        mutating func isDue(at bytes: Int) -> Bool {
            looks += 1
            guard bytes - floor >= Self.worthwhile else {
                pause = 1
                return false
            }
            return looks >= pause
        }

        /// Notes what was left afterwards.
        mutating func left(_ bytes: Int) {
            floor = bytes
            looks = 0
            pause = min(pause * 2, Self.longestPause)
        }
    }

    /// proc(5), /proc/pid/statm: the second number is the resident pages.
    private static var residentBytes: Int? {
        FileManager.default.contents(atPath: "/proc/self/statm")
            .flatMap { String(decoding: $0, as: UTF8.self).split(separator: " ").dropFirst().first }
            .flatMap { Int($0) }.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
    }
}
