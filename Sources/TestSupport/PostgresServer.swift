// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own, in a temporary folder, reached
/// through a socket in that folder.
///
/// A shell keeps it and takes commands from this process's pipe. When this
/// process ends, however it ends, the pipe closes; the shell then stops the
/// server and removes the folder.
package final class PostgresServer: Sendable {
    private let folder: String
    private let shell: Mutex<Shell>

    private struct Shell {
        var process: Process
        var commands: FileHandle
        var answers: FileHandle
        var schemas = 0
    }

    /// The server all tests of this process share: without fsync, for speed.
    package static func shared() throws -> PostgresServer { try sharedServer.get() }

    private static let sharedServer = Result { try PostgresServer(durable: false) }

    /// Starts a server. Tests that kill it use one of their own, which is
    /// gone when nothing holds it any more.
    ///
    /// - Parameter durable: Whether commits reach the disk (`fsync`).
    package init(durable: Bool) throws {
        guard let binaries = Self.binaries else {
            throw PostgresServerError(
                "PostgreSQL is not installed (apt install postgresql), "
                    + "or run the tests with VAMCO_TEST_BACKENDS=sqlite")
        }
        let process = Process()
        let script = ["/bin/sh", "-c", Self.script, "vamco-test-postgres", binaries, durable ? "on" : "off"]
        // PostgreSQL refuses to run as root.
        let command = getuid() == 0 ? ["/usr/sbin/runuser", "-u", "postgres", "--"] + script : script
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        let (commands, answers) = (Pipe(), Pipe())
        process.standardInput = commands
        process.standardOutput = answers
        try process.runAlone()
        _ = fcntl(commands.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let answer = Self.line(of: answers.fileHandleForReading)
        guard answer.hasPrefix("ready ") else {
            throw PostgresServerError("PostgreSQL did not start: \(answer)")
        }
        folder = String(answer.dropFirst("ready ".count))
        shell = Mutex(
            Shell(
                process: process, commands: commands.fileHandleForWriting,
                answers: answers.fileHandleForReading))
    }

    deinit {
        shell.withLock { shell in
            try? shell.commands.close()
            shell.process.waitUntilExit()
        }
    }

    /// The address of the database, of its default schema.
    package var url: String {
        "postgres:///vamco?host=\(folder)&user=vamco"
    }

    /// The address of a schema nobody else uses.
    package func freshSchema() throws -> String {
        let number = shell.withLock { shell in
            shell.schemas += 1
            return shell.schemas
        }
        try command("schema test_\(number)")
        return url + "&schema=test_\(number)"
    }

    /// Ends the server as an administrator does.
    package func stop() throws { try command("stop") }
    /// Kills the server's main process with SIGKILL.
    package func kill() throws { try command("kill") }
    package func start() throws { try command("start") }

    private func command(_ command: String) throws {
        let answer = try shell.withLock { shell in
            try shell.commands.write(contentsOf: Data((command + "\n").utf8))
            return Self.line(of: shell.answers)
        }
        guard answer.hasPrefix("ready") else { throw PostgresServerError("\(command): \(answer)") }
    }

    private static func line(of handle: FileHandle) -> String {
        var bytes: [UInt8] = []
        while let byte = try? handle.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let binaries: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return versions.sorted { $0.compare($1, options: .numeric) == .orderedDescending }
            .map { "/usr/lib/postgresql/\($0)/bin" }
            .first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
    }()

    private static let script = """
        bin=$1; fsync=$2
        unset PGDATA PGHOST PGPORT PGUSER PGDATABASE PGPASSWORD
        dir=$(mktemp -d /tmp/vamco-postgres.XXXXXXXX) || exit 1
        trap '' INT HUP
        start() {
            tries=0
            while :; do
                "$bin/postgres" -D "$dir/data" >>"$dir/log" 2>&1 </dev/null &
                server=$!
                while kill -0 $server 2>/dev/null; do
                    "$bin/pg_isready" -q -h "$dir" -d postgres -U vamco && return 0
                    /bin/sleep 0.02
                done
                wait $server
                # After a kill the old server's children may need a moment to go.
                tries=$((tries + 1))
                [ $tries -lt 100 ] || { tail -n 3 "$dir/log" | tr '\\n' ' '; echo; return 1; }
                /bin/sleep 0.1
            done
        }
        stop() { kill -$1 $server; wait $server; }
        "$bin/initdb" -D "$dir/data" -A trust -U vamco -E UTF8 --locale=C.UTF-8 --no-sync \\
            >"$dir/out" 2>&1 || { tail -n 1 "$dir/out"; exit 1; }
        cat >>"$dir/data/postgresql.conf" <<SETTINGS
        listen_addresses = ''
        unix_socket_directories = '$dir'
        fsync = $fsync
        max_connections = 400
        shared_buffers = 64MB
        max_wal_size = 256MB
        SETTINGS
        start || exit 1
        "$bin/createdb" -h "$dir" -U vamco vamco >>"$dir/out" 2>&1 || { tail -n 1 "$dir/out"; exit 1; }
        echo "ready $dir"
        while read -r command name; do
            case $command in
            start) start && echo ready ;;
            stop) stop INT; echo ready ;;
            kill) stop KILL; echo ready ;;
            schema)
                "$bin/psql" -q -h "$dir" -U vamco -c "CREATE SCHEMA $name" vamco >>"$dir/out" 2>&1 \\
                    && echo ready || echo "no schema $name" ;;
            esac
        done
        stop QUIT 2>/dev/null
        rm -rf "$dir"
        """
}

package struct PostgresServerError: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}
