// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Ports

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
            bytes = try await BoundedTool.inFolder(called: "vamco-print") { folder in
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
            try await BoundedTool.inFolder(called: "vamco-print") { folder in try await run(["--check"], in: folder) }
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

    private nonisolated func run(_ words: [String], in folder: URL) async throws(PrintingError) {
        // The script bounds its own memory and time on the processor.
        let python = BoundedTool("python3", limit: limit, memory: nil)
        do throws(BoundedTool.Failure) {
            try await python.run(["-I", script] + words, in: folder)
        } catch {
            switch error {
            case .missing: throw .unavailable("python3 is not installed")
            case .unstartable(let reason): throw .unavailable(reason)
            case .tooSlow: throw .tooSlow
            case .failed(let reason): throw .failed(reason)
            }
        }
    }
}
