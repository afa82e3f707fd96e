// SPDX-License-Identifier: Apache-2.0

import CLibPQ

/// Which statements a connection has prepared, by text; at most about twice
/// `capacity`: when the young half is full, the old half is let go.
///
/// A statement is prepared at its second use, so that one used once costs one
/// journey. The parameters' types belong to it: NULL fits any, and when a
/// value comes where only NULL came before, it is prepared again.
struct StatementCache {
    enum Use {
        case once
        case prepare(name: String, types: [Oid])
        case run(name: String, types: [Oid])
    }

    private enum Entry {
        case seen
        case prepared(name: String, types: [Oid])
    }

    private let capacity = 200
    private var young: [String: Entry] = [:]
    private var old: [String: Entry] = [:]
    private var discarded: [String] = []
    private var count = 0

    mutating func use(_ text: String, _ types: [Oid]) -> Use {
        let entry = young.removeValue(forKey: text) ?? old.removeValue(forKey: text)
        switch entry {
        case nil:
            keep(.seen, for: text)
            return .once
        case .prepared(let name, let known)? where fits(types, known):
            keep(.prepared(name: name, types: known), for: text)
            return .run(name: name, types: known)
        case let entry?:
            let known = discard(entry) ?? []
            let merged = types.enumerated().map { index, type in
                type == 0 && index < known.count ? known[index] : type
            }
            count += 1
            let name = "statement_\(count)"
            keep(.prepared(name: name, types: merged), for: text)
            return .prepare(name: name, types: merged)
        }
    }

    mutating func forget(_ text: String) {
        if let entry = young.removeValue(forKey: text) ?? old.removeValue(forKey: text) { discard(entry) }
    }

    mutating func takeDiscarded() -> [String] {
        defer { discarded = [] }
        return discarded
    }

    private func fits(_ types: [Oid], _ known: [Oid]) -> Bool {
        types.count == known.count && zip(types, known).allSatisfy { $0 == 0 || $0 == $1 }
    }

    private mutating func keep(_ entry: Entry, for text: String) {
        young[text] = entry
        guard young.count > capacity else { return }
        for entry in old.values { discard(entry) }
        old = young
        young = [:]
    }

    @discardableResult
    private mutating func discard(_ entry: Entry) -> [Oid]? {
        guard case .prepared(let name, let types) = entry else { return nil }
        discarded.append(name)
        return types
    }
}
