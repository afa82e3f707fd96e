// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A real FTP or SFTP server on the loopback, for one test. Needs root, as
/// both servers do, and its own account; both are gone afterwards.
struct UploadServer {
    let process: Spawned
    let port: Int
    let account: Account

    /// A system account of this test.
    struct Account {
        let name: String
        let password: String
        let home: String

        /// - Parameter home: Made root's and not writable for others, as a chroot must be.
        static func make(home: String) throws -> Account {
            let name = "vct\(UInt32.random(in: 0..<1_000_000))"
            let password = "p-\(UUID().uuidString)"
            try run("/usr/sbin/useradd", "--no-create-home", "--home-dir", home, "--shell", "/bin/sh", name)
            try run("/bin/sh", "-c", "echo '\(name):\(password)' | /usr/sbin/chpasswd")
            return Account(name: name, password: password, home: home)
        }

        func remove() { _ = try? run("/usr/sbin/userdel", name) }
    }

    /// Runs a program to its end.
    static func run(_ tool: String, _ arguments: String...) throws {
        try Spawned(tool, arguments, log: FileManager.default.temporaryDirectory.path + "/vamco-uploads.log").end()
    }

    /// A port nobody listens on.
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isBound else { throw Spawned.Failed(description: "no port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Whether somebody listens on the port.
    static func answers(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(port: port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    func stop() {
        process.stop()
        account.remove()
    }

    /// vsftpd as docs/environment.md sets it up.
    static func vsftpd(intake: String, folder: String) throws -> UploadServer {
        let account = try Account.make(home: intake)
        let port = try freePort()
        let configuration = """
            listen=YES
            listen_address=127.0.0.1
            listen_port=\(port)
            background=NO
            anonymous_enable=NO
            local_enable=YES
            write_enable=YES
            local_umask=027
            chroot_local_user=YES
            allow_writeable_chroot=YES
            pam_service_name=vsftpd
            seccomp_sandbox=NO
            secure_chroot_dir=\(folder)/empty
            """
        try FileManager.default.createDirectory(atPath: folder + "/empty", withIntermediateDirectories: true)
        try configuration.write(toFile: folder + "/vsftpd.conf", atomically: true, encoding: .utf8)
        try run("/bin/chown", account.name, intake)
        return UploadServer(
            process: try Spawned("/usr/sbin/vsftpd", [folder + "/vsftpd.conf"], log: folder + "/vsftpd.log"),
            port: port, account: account)
    }

    /// OpenSSH with internal-sftp as docs/environment.md sets it up.
    static func openSSH(intake: String, folder: String) throws -> UploadServer {
        let account = try Account.make(home: intake)
        let port = try freePort()
        try run("/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder + "/host")
        try run("/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder + "/logger")
        try run("/bin/cp", folder + "/logger.pub", folder + "/authorized_keys")
        try run("/bin/chmod", "0644", folder + "/authorized_keys")
        try run("/bin/mkdir", "-p", "/run/sshd")
        let configuration = """
            ListenAddress 127.0.0.1
            Port \(port)
            HostKey \(folder)/host
            PidFile \(folder)/sshd.pid
            AuthorizedKeysFile \(folder)/authorized_keys
            StrictModes no
            PasswordAuthentication no
            UsePAM no
            Subsystem sftp internal-sftp -u 0027
            ForceCommand internal-sftp -u 0027 -d \(intake)
            AllowTcpForwarding no
            X11Forwarding no
            """
        try configuration.write(toFile: folder + "/sshd_config", atomically: true, encoding: .utf8)
        try run("/bin/chown", account.name, intake)
        return UploadServer(
            process: try Spawned(
                "/usr/sbin/sshd", ["-D", "-e", "-f", folder + "/sshd_config"], log: folder + "/sshd.log"), port: port,
            account: account)
    }
}
