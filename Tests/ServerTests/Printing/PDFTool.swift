// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// What reads PDF here: poppler, and zbar for the codes in it.
enum PDFTool {
    static func text(of pdf: [UInt8]) throws -> String { try run("pdftotext", pdf, ["-layout"], ["-"]) }
    static func list(of pdf: [UInt8]) throws -> String { try run("pdfdetach", pdf, ["-list"], []) }

    static func info(of pdf: [UInt8]) throws -> String { try run("pdfinfo", pdf, [], []) }

    /// What the QR codes on its pages say.
    static func codes(in pdf: [UInt8]) throws -> [String] {
        let place = NSTemporaryDirectory() + "/vamco-page-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: place + ".png") }
        _ = try run("pdftoppm", pdf, ["-r", "200", "-png", "-singlefile"], [place])
        let picture = [UInt8](try Data(contentsOf: URL(fileURLWithPath: place + ".png")))
        return try run("zbarimg", picture, ["--quiet", "--raw"], []).split(separator: "\n").map(String.init)
    }

    static func attachment(_ name: String, of pdf: [UInt8]) throws -> String {
        let place = NSTemporaryDirectory() + "/vamco-attachment-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: place) }
        _ = try run("pdfdetach", pdf, ["-savefile", name, "-o", place], [])
        return try String(contentsOfFile: place, encoding: .utf8)
    }

    private static func run(_ program: String, _ pdf: [UInt8], _ before: [String], _ after: [String]) throws -> String {
        let file = NSTemporaryDirectory() + "/vamco-print-\(UInt64.random(in: 0 ... .max)).pdf"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data(pdf).write(to: URL(fileURLWithPath: file))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/" + program)
        process.arguments = before + [file] + after
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.runAlone()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
