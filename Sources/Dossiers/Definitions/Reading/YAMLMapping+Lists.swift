// SPDX-License-Identifier: Apache-2.0

import Basics
import Yams

extension YAMLMapping {
    func mapping(_ key: String) -> YAMLMapping? {
        guard let node = node(key) else { return nil }
        return YAMLMapping(node, path: place(key), line: line(of: key), problems: problems)
    }

    /// Each mapping of a list; none where the key is missing.
    func mappings<Value>(_ key: String, isNeeded: Bool = false, _ read: (YAMLMapping) -> Value?) -> [Value] {
        list(key, isNeeded: isNeeded).enumerated().compactMap { place, node in
            guard
                let mapping = YAMLMapping(
                    node, path: "\(self.place(key))[\(place)]", line: line(of: key), problems: problems)
            else { return nil }
            defer { mapping.finish() }
            return read(mapping)
        }
    }

    func list(_ key: String, isNeeded: Bool = false) -> [Node] {
        guard let node = node(key, isNeeded: isNeeded) else { return [] }
        guard case .sequence(let sequence) = node else {
            note(key, .wrongType("list"))
            return []
        }
        return Array(sequence)
    }

    /// A list of texts; one alone needs no list.
    func texts(_ key: String) -> [String] {
        guard let node = node(key) else { return [] }
        if let scalar = node.scalar { return [scalar.string.tidied()] }
        return list(key).enumerated().compactMap { place, node in
            if let scalar = node.scalar { return scalar.string.tidied() }
            problems.add(node.mark?.line ?? line, "\(self.place(key))[\(place)]", .wrongType("text"))
            return nil
        }
    }

    /// One of the words of a kind.
    func choice<Kind: RawRepresentable & CaseIterable>(
        _ key: String, of kind: Kind.Type, or usual: Kind? = nil
    ) -> Kind? where Kind.RawValue == String {
        guard let text = optionalText(key, isNeeded: usual == nil) else { return usual }
        if let value = Kind(rawValue: text) { return value }
        note(key, .unknownValue(known: kind.allCases.map(\.rawValue)))
        return nil
    }

    func choices<Kind: RawRepresentable & CaseIterable>(
        _ key: String, of kind: Kind.Type
    ) -> [Kind] where Kind.RawValue == String {
        texts(key).compactMap { text in
            if let value = Kind(rawValue: text) { return value }
            note(key, .unknownValue(known: kind.allCases.map(\.rawValue)))
            return nil
        }
    }
}
