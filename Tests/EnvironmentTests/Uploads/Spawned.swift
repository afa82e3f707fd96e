// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A program started by a test, with no signal blocked: the threads of tests
/// block them, and a server that never hears of its children's end waits for it
/// for ever.
struct Spawned {
    let id: pid_t
    private let log: String

    /// - Parameter log: The file its words go to.
    init(_ tool: String, _ arguments: [String], log: String) throws {
        self.log = log
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var pointers = ([tool] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var id = pid_t()
        let failure = posix_spawn(&id, tool, &actions, &attributes, &pointers, environ)
        guard failure == 0 else { throw Failed(description: "\(tool): \(String(cString: strerror(failure)))") }
        self.id = id
    }

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// Waits for its end.
    ///
    /// - Throws: `Failed` with what it said, unless it ended with 0.
    func end() throws {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else {
            let words = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw Failed(description: "ended with \(status): \(words)")
        }
    }

    /// Ends it.
    func stop() {
        kill(id, SIGTERM)
        try? end()
    }
}
