// SPDX-License-Identifier: Apache-2.0

import CZlib

/// The members of a zip file, found by its directory. Whatever the file
/// claims, nothing is unpacked beyond the limits, and every place is checked
/// before it is read.
struct ZipFile {
    enum Failure: Error, Hashable { case unreadable, tooLarge }

    /// Bytes one member may have when unpacked.
    static let memberLimit = 64 << 20

    private struct Member {
        let method: Int
        let packed: Int
        let size: Int
        let sum: UInt32
        let place: Int
    }

    private let bytes: [UInt8]
    private var members: [String: Member] = [:]

    init(_ bytes: [UInt8]) throws(Failure) {
        self.bytes = bytes
        guard let end = directoryEnd, let count = number(end + 10, 2), let start = number(end + 16, 4) else {
            throw .unreadable
        }
        // No spreadsheet has as many; the marks of larger archives lie beyond too.
        guard count <= 1_000 else { throw .tooLarge }
        var place = start
        for _ in 0..<count {
            guard number(place, 4) == 0x0201_4B50, let flags = number(place + 8, 2), let method = number(place + 10, 2),
                let sum = number(place + 16, 4), let packed = number(place + 20, 4), let size = number(place + 24, 4),
                let nameLength = number(place + 28, 2), let extra = number(place + 30, 2),
                let comment = number(place + 32, 2), let local = number(place + 42, 4),
                let name = text(place + 46, nameLength), flags & 1 == 0
            else { throw .unreadable }
            members[name] = Member(method: method, packed: packed, size: size, sum: UInt32(sum), place: local)
            place += 46 + nameLength + extra + comment
        }
    }

    /// A member unpacked; `nil` where there is none of this name.
    func member(_ name: String) throws(Failure) -> [UInt8]? {
        guard let member = members[name] else { return nil }
        guard member.size <= Self.memberLimit, member.packed <= Self.memberLimit else { throw .tooLarge }
        guard number(member.place, 4) == 0x0403_4B50, let nameLength = number(member.place + 26, 2),
            let extra = number(member.place + 28, 2)
        else { throw .unreadable }
        let start = member.place + 30 + nameLength + extra
        guard start + member.packed <= bytes.count else { throw .unreadable }
        let packed = bytes[start..<start + member.packed]
        let content: [UInt8]
        switch member.method {
        case 0: content = [UInt8](packed)
        case 8:
            do {
                content = try Inflating.raw(packed, limit: member.size)
            } catch {
                throw error == .tooLarge ? .tooLarge : .unreadable
            }
        default: throw .unreadable
        }
        guard content.count == member.size, Self.sum(of: content) == member.sum else { throw .unreadable }
        return content
    }

    private static func sum(of bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count))) }
    }

    /// Where the end of the directory is, looked for from the back: a comment may follow it.
    private var directoryEnd: Int? {
        guard bytes.count >= 22 else { return nil }
        let first = max(0, bytes.count - 22 - 65_535)
        return stride(from: bytes.count - 22, through: first, by: -1).first { number($0, 4) == 0x0605_4B50 }
    }

    /// A number of that many bytes, the least first; `nil` beyond the file.
    private func number(_ place: Int, _ length: Int) -> Int? {
        guard place >= 0, place + length <= bytes.count else { return nil }
        return (0..<length).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }

    private func text(_ place: Int, _ length: Int) -> String? {
        guard place >= 0, length > 0, place + length <= bytes.count else { return nil }
        return String(decoding: bytes[place..<place + length], as: UTF8.self)
    }
}
