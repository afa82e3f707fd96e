// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Ports
import Subprocess
import SystemPackage

/// WeasyPrint (Debian's `weasyprint`), in a process of its own for each
/// document: what a document does to it, or it to a document, ends there.
package actor Printer: Printing {
    /// Documents under way at a time: each takes a processor for about a second.
    static let atOnce = 2
    /// Documents that may wait; one more is answered with `overloaded`.
    static let waitingLimit = 20
    /// A PDF of more bytes is none of ours.
    static let largest = 20_000_000

    private let script: String
    private let limit: Duration
    private var free = Printer.atOnce
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - script: Reads a document and writes its PDF; tests hand over others.
    ///   - limit: From the first step to the last byte.
    package init(script: String? = nil, limit: Duration = .seconds(20)) {
        self.script = script ?? ServerResources.printing.path
        self.limit = limit
    }

    package func pdf(of document: PrintedDocument) async throws(PrintingError) -> [UInt8] {
        guard free > 0 || waiting.count < Self.waitingLimit else { throw .overloaded }
        await takeTurn()
        defer { giveTurnBack() }
        let job = Job(
            html: document.html,
            attachments: document.attachments.map {
                .init(name: $0.name, content: Data($0.bytes).base64EncodedString())
            })
        let bytes: [UInt8]
        do {
            bytes = try await inFolder { folder in
                try JSONEncoder().encode(job).write(to: folder.appendingPathComponent("job.json"))
                try await run([folder.path], in: folder)
                let made = folder.appendingPathComponent("document.pdf")
                let size = try FileManager.default.attributesOfItem(atPath: made.path)[.size] as? Int
                guard let size, size <= Self.largest else { throw PrintingError.failed("\(size ?? 0) bytes") }
                return Array(try Data(contentsOf: made))
            }
        } catch let error as PrintingError {
            throw error
        } catch {
            throw .failed("\(error)")
        }
        guard bytes.starts(with: Array("%PDF-".utf8)) else { throw .failed("no PDF came out") }
        return bytes
    }

    /// Whether printing would work.
    ///
    /// - Throws: `PrintingError.unavailable`.
    package func check() async throws(PrintingError) {
        do {
            try await inFolder { folder in try await run(["--check"], in: folder) }
        } catch PrintingError.failed(let reason) {
            throw .unavailable(reason)
        } catch let error as PrintingError {
            throw error
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private func takeTurn() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func giveTurnBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }

    private struct Job: Encodable {
        struct File: Encodable {
            let name: String
            let content: String
        }

        let html: String
        let attachments: [File]
    }

    /// A folder that only this process's user may enter, gone afterwards.
    private nonisolated func inFolder<Value: Sendable>(
        _ body: @Sendable (URL) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vamco-print-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }

    private nonisolated func run(_ words: [String], in folder: URL) async throws(PrintingError) {
        let limit = limit
        do {
            try await withThrowingTaskGroup(of: Void.self) { race in
                // Whoever is cancelled ends the process with it.
                defer { race.cancelAll() }
                race.addTask { try await Self.finish([self.script] + words, in: folder) }
                race.addTask {
                    try await Task.sleep(for: limit)
                    throw PrintingError.tooSlow
                }
                try await race.next()
            }
        } catch let error as PrintingError {
            throw error
        } catch {
            throw .unavailable("\(error)")
        }
    }

    /// Runs Python to its end, with nothing of this process's environment but a
    /// place for fonts' cache. What goes in and comes out are files: of a child
    /// that ends before it has read its input, swift-subprocess 1.0.2 makes an
    /// end of its parent.
    private static func finish(_ words: [String], in folder: URL) async throws {
        let complaints = folder.appendingPathComponent("complaints.txt")
        let errors = try FileDescriptor.open(
            FilePath(complaints.path), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
        let done = try await Subprocess.run(
            .name("python3"), arguments: Arguments(["-I"] + words),
            environment: .custom([
                "LANG": "C.UTF-8", "HOME": folder.path, "TMPDIR": folder.path, "PATH": "/usr/bin:/bin",
            ]),
            input: .none, output: .discarded, error: .fileDescriptor(errors, closeAfterSpawningProcess: true))
        guard done.terminationStatus.isSuccess else {
            // The last line of what Python says is the error itself.
            let said = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
            let last = said.split(separator: "\n").last.map { $0.prefix(300) } ?? ""
            throw PrintingError.failed("\(done.terminationStatus): \(last)")
        }
    }
}
