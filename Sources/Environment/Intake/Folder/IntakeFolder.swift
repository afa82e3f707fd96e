// SPDX-License-Identifier: Apache-2.0

import Basics
// The compiler finds Glibc's `stat` in whichever module names it first; this is the other one.
import CDispatch
import Glibc

/// The intake folder seen through its own descriptor: every path is walked
/// component by component with `O_NOFOLLOW`, so no symbolic link, `..` or
/// mount trick of an uploader leads anywhere else.
///
/// Folders stay open while the value lives: make one for a batch or a scan.
final class IntakeFolder {
    private let root: Int32
    private var open: [RawPath: Int32] = [:]

    /// - Throws: `FolderError` when the folder is not there or may not be read.
    init(_ path: String) throws {
        root = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw FolderError.last("open") }
    }

    deinit {
        for descriptor in open.values { close(descriptor) }
        close(root)
    }

    /// What tells two states of a file apart.
    struct Stamp: Hashable, Sendable {
        let inode: UInt64
        let size: Int
        /// Nanoseconds since 1970.
        let modified: Int64

        init(_ status: stat) {
            inode = UInt64(status.st_ino)
            size = Int(status.st_size)
            modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        }

        var modifiedAt: Instant { Instant(microseconds: modified / 1_000) }
    }

    enum Entry {
        case folder(RawPath)
        case file(RawPath, Stamp)
        /// A link, a device, a pipe: never opened.
        case other
    }

    /// What lies in a folder, in no order.
    func entries(of folder: RawPath) throws -> [Entry] {
        var entries: [Entry] = []
        let copy = openat(try descriptor(of: folder), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw FolderError.last("openat") }
        guard let stream = fdopendir(copy) else {
            close(copy)
            throw FolderError.last("fdopendir")
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: entry.pointee.d_name) { start in
                start.withMemoryRebound(to: UInt8.self, capacity: 256) {
                    Array(UnsafeBufferPointer(start: $0, count: strlen($0)))
                }
            }
            if name == [0x2E] || name == [0x2E, 0x2E] { continue }
            let path = folder.appending(name)
            var status = stat()
            guard fstatat(copy, &entry.pointee.d_name.0, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: entries.append(.folder(path))
            case S_IFREG: entries.append(.file(path, Stamp(status)))
            default: entries.append(.other)
            }
        }
        return entries
    }

    enum Content {
        case bytes([UInt8], Stamp)
        case tooLarge(Stamp)
        /// It grew or changed while it was read: look at it again later.
        case changing
        /// No regular file.
        case other
    }

    /// The whole of a file, unless it is larger than `limit`: then nothing of it.
    func content(of path: RawPath, limit: Int) throws -> Content {
        let descriptor = try withName(path) { folder, name in
            // A pipe without O_NONBLOCK would be waited for; a regular file does not care.
            openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw FolderError.last("openat") }
        defer { close(descriptor) }
        var before = stat()
        guard fstat(descriptor, &before) == 0 else { throw FolderError.last("fstat") }
        guard before.st_mode & S_IFMT == S_IFREG else { return .other }
        let stamp = Stamp(before)
        guard stamp.size <= limit else { return .tooLarge(stamp) }
        if Self.isBeingWritten(descriptor) == true { return .changing }
        // A byte more than there should be: reading it means that the file grew.
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: stamp.size + 1) { buffer, count in
            while count < buffer.count {
                let got = read(descriptor, buffer.baseAddress! + count, buffer.count - count)
                if got < 0, errno == EINTR { continue }
                failed = got < 0
                guard got > 0 else { break }
                count += got
            }
        }
        if failed { throw FolderError.last("read") }
        var after = stat()
        guard fstat(descriptor, &after) == 0, Stamp(after) == stamp, bytes.count == stamp.size else {
            return .changing
        }
        return .bytes(bytes, stamp)
    }

    /// Whether anybody has the file open for writing; `nil` where the system
    /// cannot tell: on network file systems, and for files of another owner.
    func isBeingWritten(_ path: RawPath) throws -> Bool? {
        let descriptor = try withName(path) { folder, name in
            openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw FolderError.last("openat") }
        defer { close(descriptor) }
        return Self.isBeingWritten(descriptor)
    }

    /// A read lease is refused while a writer is there. It is given back at
    /// once; a writer who comes in between waits for that long.
    private static func isBeingWritten(_ descriptor: Int32) -> Bool? {
        _ = ignoresLeaseSignal
        if fcntl(descriptor, leaseCommand, F_RDLCK) == 0 {
            _ = fcntl(descriptor, leaseCommand, F_UNLCK)
            return false
        }
        return errno == EAGAIN ? true : nil
    }

    /// `F_SETLEASE` of fcntl(2), which the Glibc module leaves out.
    private static let leaseCommand: Int32 = 1024

    /// A lease that a writer breaks is told by SIGIO, which ends a program that
    /// does not expect it.
    private static let ignoresLeaseSignal: Void = { _ = signal(SIGIO, SIG_IGN) }()

    /// What tells the file's present state; `nil` when it is gone.
    func stamp(of path: RawPath) throws -> Stamp? {
        try withName(path) { folder, name in
            var status = stat()
            return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? Stamp(status) : nil
        }
    }

    /// Removes a file that is still as it was read.
    ///
    /// - Returns: Whether it is gone; `false` when it changed since.
    func remove(_ path: RawPath, asRead stamp: Stamp) throws -> Bool {
        try withName(path) { folder, name in
            var status = stat()
            guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                if errno == ENOENT { return true }
                throw FolderError.last("fstatat")
            }
            guard Stamp(status) == stamp else { return false }
            guard unlinkat(folder, name, 0) == 0 || errno == ENOENT else { throw FolderError.last("unlinkat") }
            return true
        }
    }

    /// Moves a file away; across file systems it is copied in pieces.
    func move(_ path: RawPath, to target: String) throws {
        try withName(path) { folder, name in
            if renameat(folder, name, AT_FDCWD, target) == 0 { return }
            guard errno == EXDEV else { throw FolderError.last("renameat") }
            let from = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard from >= 0 else { throw FolderError.last("openat") }
            defer { close(from) }
            let to = Glibc.open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
            guard to >= 0 else { throw FolderError.last("open") }
            defer { close(to) }
            while true {
                let moved = sendfile(to, from, nil, 1 << 24)
                guard moved >= 0 else { throw FolderError.last("sendfile") }
                if moved == 0 { break }
            }
            guard fsync(to) == 0 else { throw FolderError.last("fsync") }
            guard unlinkat(folder, name, 0) == 0 else { throw FolderError.last("unlinkat") }
        }
    }

    private func withName<Value>(_ path: RawPath, _ body: (Int32, UnsafePointer<CChar>) throws -> Value) throws -> Value
    {
        let folder = try descriptor(of: path.folder)
        return try (path.name + [0]).withUnsafeBufferPointer { name in
            try name.withMemoryRebound(to: CChar.self) { try body(folder, $0.baseAddress!) }
        }
    }

    private func descriptor(of folder: RawPath) throws -> Int32 {
        if folder == .root { return root }
        if let known = open[folder] { return known }
        let name = folder.name
        guard name != [0x2E, 0x2E], name != [0x2E], !name.isEmpty else {
            throw FolderError(code: ELOOP, call: "openat")
        }
        let parent = try descriptor(of: folder.folder)
        let descriptor = (name + [0]).withUnsafeBufferPointer { name in
            name.withMemoryRebound(to: CChar.self) {
                openat(parent, $0.baseAddress!, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            }
        }
        guard descriptor >= 0 else { throw FolderError.last("openat") }
        // A tree has few folders a scan; past this they are opened anew.
        if open.count >= 256 { forget() }
        open[folder] = descriptor
        return descriptor
    }

    private func forget() {
        for descriptor in open.values { close(descriptor) }
        open.removeAll()
    }
}
