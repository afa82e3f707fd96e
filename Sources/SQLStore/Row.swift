// SPDX-License-Identifier: Apache-2.0

/// One row of an answer: values in the order of the statement's columns.
package struct Row: Sendable {
    private let values: [SQLValue]
    private let columns: Columns

    /// The names of an answer's columns, shared by all its rows.
    package final class Columns: Sendable {
        package let names: [String]
        package init(_ names: [String]) { self.names = names }
    }

    package init(_ values: [SQLValue], columns: Columns) {
        self.values = values
        self.columns = columns
    }

    package var count: Int { values.count }

    /// The value of the column at `index`, from 0.
    ///
    /// - Throws: `StoreError.unreadable` for NULL and for another kind.
    package func get<Value: SQLReadable>(_ index: Int, as type: Value.Type = Value.self) throws -> Value {
        guard let value = Value(sqlValue: values[index]) else {
            throw StoreError.unreadable(column: columns.names[index], value: values[index])
        }
        return value
    }

    /// The value of the column at `index`, `nil` for NULL.
    package func optional<Value: SQLReadable>(
        _ index: Int, as type: Value.Type = Value.self
    ) throws -> Value? {
        values[index] == .null ? nil : try get(index)
    }

    /// The value of the column called `name`: slower than by index by a walk
    /// over the names, and clearer where an answer has many columns.
    package func get<Value: SQLReadable>(
        _ name: String, as type: Value.Type = Value.self
    ) throws -> Value {
        try get(index(of: name))
    }

    /// The value of the column called `name`, `nil` for NULL.
    package func optional<Value: SQLReadable>(
        _ name: String, as type: Value.Type = Value.self
    ) throws -> Value? {
        try optional(index(of: name))
    }

    /// The value as it came.
    package subscript(index: Int) -> SQLValue { values[index] }

    private func index(of name: String) throws -> Int {
        guard let index = columns.names.firstIndex(of: name) else {
            throw StoreError.statement("no column called \(name)")
        }
        return index
    }
}
