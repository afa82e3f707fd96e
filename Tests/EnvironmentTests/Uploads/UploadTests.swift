// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Glibc
import Observations
import TestSupport
import Testing

@testable import Environment

/// Loud on purpose: a machine without the servers has not tried this.
private func isInstalled(_ tool: String) -> Bool {
    if getuid() == 0, FileManager.default.isExecutableFile(atPath: tool) { return true }
    print("UPLOADS ARE NOT TESTED: \(tool) is not installed or the tests do not run as root (see make setup)")
    return false
}

@Suite("Uploads through real servers", .serialized)
struct UploadTests {
    private let name = "TNI_KCNPT_KHI001_20260115080500.txt"
    private let good = line("PM2,5", "31,4", "µg/Nm3", at: "20260115080500")

    @Test("a station sends by FTP", .enabled(if: isInstalled("/usr/sbin/vsftpd")))
    func ftp() async throws {
        try await City.open(on: .sqlite) { city in
            try openFolders(above: city.intakeFolder)
            let server = try UploadServer.vsftpd(intake: city.intakeFolder, folder: city.folder)
            defer { server.stop() }
            try await waitUntil("vsftpd listens") { UploadServer.answers(server.port) }
            try good.write(toFile: city.folder + "/" + name, atomically: true, encoding: .utf8)

            try await takesIn(city) {
                try UploadServer.run(
                    "/usr/bin/curl", "-sS", "--fail", "--ftp-create-dirs", "-T", city.folder + "/" + name, "--user",
                    "\(server.account.name):\(server.account.password)",
                    "ftp://127.0.0.1:\(server.port)/KHI001/2026/01/15/")
            }
        }
    }

    @Test("a station sends by SFTP under another name and renames", .enabled(if: isInstalled("/usr/sbin/sshd")))
    func sftp() async throws {
        try await City.open(on: .sqlite) { city in
            try openFolders(above: city.intakeFolder)
            let server = try UploadServer.openSSH(intake: city.intakeFolder, folder: city.folder)
            defer { server.stop() }
            try await waitUntil("sshd listens") { UploadServer.answers(server.port) }
            try good.write(toFile: city.folder + "/" + name, atomically: true, encoding: .utf8)
            let commands = """
                mkdir KHI001
                mkdir KHI001/2026
                mkdir KHI001/2026/01
                mkdir KHI001/2026/01/15
                put \(city.folder)/\(name) KHI001/2026/01/15/\(name).tmp
                rename KHI001/2026/01/15/\(name).tmp KHI001/2026/01/15/\(name)
                """
            try commands.write(toFile: city.folder + "/commands", atomically: true, encoding: .utf8)

            try await takesIn(city) {
                try UploadServer.run(
                    "/usr/bin/sftp", "-q", "-b", city.folder + "/commands", "-P", "\(server.port)", "-i",
                    city.folder + "/logger", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                    "\(server.account.name)@127.0.0.1")
            }
        }
    }

    /// An uploader's account must reach the folder.
    private func openFolders(above folder: String) throws {
        let parent = (folder as NSString).deletingLastPathComponent
        #expect(chmod(parent, 0o755) == 0)
    }

    private func takesIn(_ city: City, upload: () throws -> Void) async throws {
        try await city.register("KHI001")
        let intake = city.feature.intake()
        try await city.takeIn(intake)

        try upload()
        try await waitUntil("file taken in") {
            try await intake.work(patience: .milliseconds(50))
            return try await city.files.count == 1
        }

        #expect(try await city.files.first?.path == "KHI001/2026/01/15/" + name)
        #expect(try await city.values("KHI001", "pm25").map(\.value) == [31.4])
        #expect(city.left.isEmpty)
        #expect(city.feature.intakeGauge.current.isWatched)
    }
}
