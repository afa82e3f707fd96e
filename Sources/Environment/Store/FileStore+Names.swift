// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// A file as a value's source names it.
struct FileName: Hashable, Sendable {
    let id: StationFileRecord.ID
    let name: String
    let receivedAt: Instant

    /// The file's page, at the line.
    func address(line: Int?) -> Address {
        let page = Address("/environment/files/\(id.description)")
        guard let line else { return page }
        return Address(local: "/environment/files/\(id.description)?line=\(line)#L\(line)") ?? page
    }
}

extension FileStore {
    /// Names of files, by identity. One statement; a thousand at the most.
    static func names(of ids: Set<Int64>, in reader: any Reading) throws -> [Int64: FileName] {
        guard !ids.isEmpty else { return [:] }
        let rows = try reader.rows(
            "SELECT id, name, received_at FROM environment_file WHERE id IN (\(SQL.list(ids.sorted())))")
        return Dictionary(
            try rows.map { row in
                let id = try row.get(0, as: Int64.self)
                return (id, FileName(id: StationFileRecord.ID(id), name: try row.get(1), receivedAt: try row.get(2)))
            }, uniquingKeysWith: { first, _ in first })
    }
}
