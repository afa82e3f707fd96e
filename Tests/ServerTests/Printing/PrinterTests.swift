// SPDX-License-Identifier: Apache-2.0

import Foundation
import Ports
import TestSupport
import Testing

@testable import Server

@Suite("Documents for paper")
struct PrinterTests {
    /// Waits for a busy machine: how long is another test's matter.
    private static func patient(_ script: String? = nil) -> Printer { Printer(script: script, limit: .seconds(600)) }

    @Test("hold their words in Vietnamese, and the files that were given along")
    func whole() async throws {
        let pdf = try await Self.patient().pdf(
            of: PrintedDocument(
                html: "<h1>Biên nhận số 42</h1><p>Nguyễn Thị Hoà, phường Tân Ninh</p>",
                attachments: [.init(name: "receipt-42.json", bytes: Array(#"{"số": 42}"#.utf8))]))
        let words = try PDFTool.text(of: pdf)
        #expect(words.contains("Biên nhận số 42") && words.contains("Nguyễn Thị Hoà, phường Tân Ninh"))
        #expect(try PDFTool.attachment("receipt-42.json", of: pdf) == #"{"số": 42}"#)
    }

    @Test(
        "fetch nothing, from the disk or from the network, and print on without it",
        arguments: [
            "<img src='file:///etc/passwd'>", "<img src='/etc/passwd'>", "<img src='http://127.0.0.1:9/x.png'>",
            "<link rel=stylesheet href='file:///etc/hostname'>", "<style>@import url(http://127.0.0.1:9/a.css)</style>",
            "<link rel=attachment href='file:///etc/passwd'>", "<object data='file:///etc/passwd'></object>",
            "<svg><image href='file:///etc/passwd'/></svg>", "<p style='background:url(file:///etc/passwd)'>x</p>",
            "<a rel=attachment href='file:///etc/passwd'>x</a>", "<iframe src='file:///etc/passwd'></iframe>",
            "<script>document.write('run')</script>",
        ])
    func inert(markup: String) async throws {
        let pdf = try await Self.patient().pdf(of: PrintedDocument(html: "<p>trước</p>\(markup)<p>sau</p>"))
        let words = try PDFTool.text(of: pdf)
        #expect(words.contains("trước") && words.contains("sau") && !words.contains("root:") && !words.contains("run"))
        #expect(try PDFTool.list(of: pdf).contains("0 embedded files"))
        #expect(!String(decoding: pdf, as: UTF8.self).contains("root:"))
    }

    @Test("of a program that hangs are given up, and the next ones are made")
    func hanging() async throws {
        try await withTemporaryFolder { folder in
            let script = folder + "/hang.py"
            try "import time\ntime.sleep(600)\n".write(toFile: script, atomically: true, encoding: .utf8)
            let printer = Printer(script: script, limit: .seconds(2))
            for _ in 0..<3 {
                await #expect(throws: PrintingError.tooSlow) {
                    _ = try await printer.pdf(of: PrintedDocument(html: "x"))
                }
            }
            try await waitUntil("the processes are gone") {
                try !FileManager.default.contentsOfDirectory(atPath: "/proc").contains { entry in
                    let words = try? String(contentsOfFile: "/proc/\(entry)/cmdline", encoding: .utf8)
                    return words?.contains(script) == true
                }
            }
        }
    }

    @Test(
        "of a program that fails are refused with its reason for the log",
        arguments: [
            ("raise SystemExit('kaputt')", "kaputt"),
            ("import sys; open(sys.argv[1] + '/document.pdf', 'w').write('no pdf')", "no PDF came out"),
            ("print(1)", "document.pdf"), ("import os; os.kill(os.getpid(), 9)", "9"),
            ("import nothing_at_all", "nothing_at_all"),
        ])
    func failing(program: String, reason: String) async throws {
        try await withTemporaryFolder { folder in
            let script = folder + "/fail.py"
            try program.write(toFile: script, atomically: true, encoding: .utf8)
            let error = await #expect(throws: PrintingError.self) {
                _ = try await Self.patient(script).pdf(of: PrintedDocument(html: "x"))
            }
            #expect("\(String(describing: error))".contains(reason))
            if program.hasSuffix("nothing_at_all") {
                await #expect(throws: PrintingError.self) { try await Self.patient(script).check() }
            }
        }
    }

    @Test("are made two at a time; one that finds twenty waiting is told so")
    func crowd() async throws {
        try await withTemporaryFolder { folder in
            let script = folder + "/slow.py"
            try "import sys, time\ntime.sleep(0.2)\nopen(sys.argv[1] + '/document.pdf', 'w').write('%PDF-1.7')\n"
                .write(toFile: script, atomically: true, encoding: .utf8)
            let printer = Self.patient(script)
            let outcomes = await withTaskGroup(of: PrintingError?.self) { group in
                for _ in 0..<30 {
                    group.addTask {
                        do throws(PrintingError) {
                            _ = try await printer.pdf(of: PrintedDocument(html: "x"))
                            return nil
                        } catch {
                            return error
                        }
                    }
                }
                return await group.reduce(into: [PrintingError?]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == Printer.atOnce + Printer.waitingLimit)
            #expect(outcomes.count { $0 == .overloaded } == 30 - Printer.atOnce - Printer.waitingLimit)
        }
    }

    @Test("of megabytes are refused where the program ends before it has read them, and the server goes on")
    func unread() async throws {
        try await withTemporaryFolder { folder in
            let script = folder + "/end.py"
            try "raise SystemExit(3)".write(toFile: script, atomically: true, encoding: .utf8)
            for _ in 0..<20 {
                await #expect(throws: PrintingError.self) {
                    let html = String(repeating: "chữ ", count: 1_000_000)
                    _ = try await Self.patient(script).pdf(of: PrintedDocument(html: html))
                }
            }
        }
    }

    @Test("leave nothing behind")
    func tidy() async throws {
        func folders() throws -> Set<String> {
            Set(
                try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory()).filter {
                    $0.hasPrefix("vamco-print-") && !$0.hasSuffix(".pdf")
                })
        }
        let before = try folders()
        _ = try await Self.patient().pdf(of: PrintedDocument(html: "<p>x</p>"))
        // Others print at the same time: what is new must go too.
        let made = try folders().subtracting(before)
        try await waitUntil("the folders are gone") { try folders().isDisjoint(with: made) }
    }

    @Test("can be made on this machine, as `vamco check` asks")
    func check() async throws { try await Self.patient().check() }
}
