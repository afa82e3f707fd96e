// SPDX-License-Identifier: Apache-2.0

import Foundation
import Subprocess
import SystemPackage

/// Another program, run for one piece of work: in a folder of its own, with
/// nothing of this process's environment, within time and memory. What goes in
/// and comes out are files, and its words are fixed here: nothing a person sent
/// becomes one.
struct BoundedTool: Sendable {
    enum Failure: Error, Hashable {
        /// It is not installed.
        case missing
        /// It does not start; why, for the log.
        case unstartable(String)
        case tooSlow
        /// How it ended, and the last line of what it complained of.
        case failed(String)
    }

    /// The program's name: it is looked for where Debian installs programs.
    let name: String
    /// From the first step to the last.
    let limit: Duration
    /// Mebibytes of address space; `nil` where the program sets its own bounds.
    let memory: Int?

    private static let folders = ["/usr/bin", "/bin"]
    /// Mebibytes a file may have that it writes.
    private static let largestFile = 256

    init(_ name: String, limit: Duration, memory: Int?) {
        self.name = name
        self.limit = limit
        self.memory = memory
    }

    var isInstalled: Bool { Self.isInstalled(name) }

    private static func isInstalled(_ name: String) -> Bool {
        folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }

    /// Hands over a folder that only this process's user may enter, gone afterwards.
    static func inFolder<Value: Sendable>(
        called name: String, _ body: @Sendable (URL) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }

    /// Runs it to its end.
    ///
    /// - Returns: What it wrote on standard output, at most 64 kB of it.
    @discardableResult
    func run(_ words: [String], in folder: URL) async throws(Failure) -> String {
        guard isInstalled else { throw .missing }
        do {
            return try await withThrowingTaskGroup(of: String.self) { race in
                // Whoever is cancelled ends the process with it.
                defer { race.cancelAll() }
                race.addTask { try await finish(words, in: folder) }
                race.addTask {
                    try await Task.sleep(for: limit)
                    throw Failure.tooSlow
                }
                return try await race.next() ?? ""
            }
        } catch let error as Failure {
            throw error
        } catch {
            throw .unstartable("\(error)")
        }
    }

    /// Of a child that ends before it has read its input, swift-subprocess 1.0.2
    /// makes an end of its parent: there is none.
    private func finish(_ words: [String], in folder: URL) async throws -> String {
        var command = [name] + words
        if let memory {
            let bytes = memory << 20
            command =
                [
                    "prlimit", "--as=\(bytes)", "--cpu=\(max(1, Int(limit.components.seconds)))", "--core=0",
                    "--fsize=\(Self.largestFile << 20)", "--",
                ] + command
        }
        let done = try await Subprocess.run(
            .name(command[0]), arguments: Arguments(Array(command.dropFirst())),
            environment: .custom([
                "LANG": "C.UTF-8", "HOME": folder.path, "TMPDIR": folder.path, "PATH": "/usr/bin:/bin",
            ]),
            workingDirectory: FilePath(folder.path), input: .none,
            output: .fileDescriptor(
                try Self.file("output.txt", in: folder), closeAfterSpawningProcess: true),
            error: .fileDescriptor(
                try Self.file("complaints.txt", in: folder), closeAfterSpawningProcess: true))
        guard done.terminationStatus.isSuccess else {
            let last = Self.text("complaints.txt", in: folder).split(separator: "\n").last.map { $0.prefix(300) } ?? ""
            throw Failure.failed("\(done.terminationStatus): \(last)")
        }
        return Self.text("output.txt", in: folder)
    }

    private static func file(_ name: String, in folder: URL) throws -> FileDescriptor {
        try FileDescriptor.open(
            FilePath(folder.appendingPathComponent(name).path), .writeOnly, options: [.create, .truncate],
            permissions: .ownerReadWrite)
    }

    private static func text(_ name: String, in folder: URL) -> String {
        guard let file = FileHandle(forReadingAtPath: folder.appendingPathComponent(name).path) else { return "" }
        defer { try? file.close() }
        return String(decoding: (try? file.read(upToCount: 65_536)) ?? Data(), as: UTF8.self)
    }
}
