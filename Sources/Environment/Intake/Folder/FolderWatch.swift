// SPDX-License-Identifier: Apache-2.0

import Basics
import Glibc

/// News of a folder tree from the kernel (inotify): files closed after writing
/// or moved in, folders made. Not for more than one thread at a time.
///
/// What it misses (a full queue, a network file system, too many folders) the
/// rescan finds; it only makes things quick.
final class FolderWatch {
    private let descriptor: Int32
    private let path: String
    private var folders: [Int32: RawPath] = [:]
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// - Throws: `FolderError` when the folder is not there or the system has
    ///   no watch left to give.
    init(_ path: String) throws {
        self.path = path
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { throw FolderError.last("inotify_init1") }
        do { try watch(.root) } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    enum News: Equatable {
        /// Somebody closed it after writing, or moved it here: complete.
        case closed(RawPath)
        /// Somebody is writing it.
        case begun(RawPath)
        /// A folder came: it may already hold files.
        case folder(RawPath)
        /// A file went.
        case gone(RawPath)
        /// News were lost: look at everything.
        case overflow
        /// The watched folder itself is gone.
        case vanished
    }

    private static let mask =
        UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_DELETE_SELF | IN_MOVE_SELF)
        | UInt32(IN_ONLYDIR) | UInt32(IN_DONT_FOLLOW)

    /// Watches one more folder of the tree.
    func watch(_ folder: RawPath) throws {
        let full = Array(path.utf8) + (folder == .root ? [] : [0x2F] + folder.bytes) + [0]
        let watch = full.withUnsafeBufferPointer { name in
            name.withMemoryRebound(to: CChar.self) { inotify_add_watch(descriptor, $0.baseAddress!, Self.mask) }
        }
        guard watch >= 0 else { throw FolderError.last("inotify_add_watch") }
        folders[watch] = folder
    }

    /// How many folders are watched.
    var count: Int { folders.count }

    /// Waits for news, `timeout` at the longest.
    func news(within timeout: Duration) -> [News] {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, Int32(clamping: timeout.inMicroseconds / 1_000)) > 0 else { return [] }
        var news: [News] = []
        while true {
            let got = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress!, $0.count) }
            guard got > 0 else { return news }
            news += events(in: got)
            if news.count > 4_096 { return news }
        }
    }

    private func events(in count: Int) -> [News] {
        buffer.withUnsafeBytes { bytes in
            var news: [News] = []
            var offset = 0
            while offset + MemoryLayout<inotify_event>.size <= count {
                let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                let start = offset + MemoryLayout<inotify_event>.size
                let name = Array(bytes[start..<(start + Int(event.len))].prefix { $0 != 0 })
                offset = start + Int(event.len)
                if let one = self.news(of: event, name: name) { news.append(one) }
            }
            return news
        }
    }

    private func news(of event: inotify_event, name: [UInt8]) -> News? {
        func has(_ flag: Int32) -> Bool { event.mask & UInt32(bitPattern: flag) != 0 }
        if has(Int32(IN_Q_OVERFLOW)) { return .overflow }
        if has(Int32(IN_IGNORED)) {
            return folders.removeValue(forKey: event.wd) == .root ? .vanished : nil
        }
        guard let folder = folders[event.wd] else { return nil }
        if has(Int32(IN_DELETE_SELF)) || has(Int32(IN_MOVE_SELF)) { return folder == .root ? .vanished : nil }
        guard !name.isEmpty else { return nil }
        let path = folder.appending(name)
        if has(Int32(bitPattern: UInt32(IN_ISDIR))) {
            return has(Int32(IN_CREATE)) || has(Int32(IN_MOVED_TO)) ? .folder(path) : nil
        }
        if has(Int32(IN_CLOSE_WRITE)) || has(Int32(IN_MOVED_TO)) { return .closed(path) }
        if has(Int32(IN_CREATE)) { return .begun(path) }
        if has(Int32(IN_DELETE)) || has(Int32(IN_MOVED_FROM)) { return .gone(path) }
        return nil
    }
}
