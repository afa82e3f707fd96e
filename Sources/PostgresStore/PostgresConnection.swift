// SPDX-License-Identifier: Apache-2.0

import Basics
import CLibPQ
import SQLStore

/// One connection to the server, made when it is first needed and again after
/// it broke.
///
/// Unchecked: it is lent to one thread at a time.
final class PostgresConnection: @unchecked Sendable {
    let address: PostgresAddress
    private let settings: PostgresSettings
    private(set) var handle: OpaquePointer?
    var failure: StoreError?
    var announcements: [(channel: String, payload: String)] = []
    var openCursors = 0
    private var statements = StatementCache()

    init(_ address: PostgresAddress, _ settings: PostgresSettings) {
        self.address = address
        self.settings = settings
    }

    deinit { disconnect() }

    func connect() throws {
        disconnect()
        guard let made = PQconnectdb(address.uri) else { throw StoreError.connectionLost("out of memory") }
        handle = made
        guard PQstatus(made) == CONNECTION_OK else {
            let reason = errorText
            disconnect()
            throw StoreError.connectionLost(reason)
        }
        // Notices would be printed to the standard error.
        PQsetNoticeProcessor(made, { _, _ in }, nil)
        try perform(
            """
            SET search_path TO "\(address.schema)";
            SET lock_timeout TO \(settings.lockTimeout.inMicroseconds / 1_000);
            SET extra_float_digits TO 1;
            SET bytea_output TO hex;
            SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') IN ('off', 'local')
            """)
    }

    func disconnect() {
        if let handle { PQfinish(handle) }
        handle = nil
        statements = StatementCache()
    }

    /// Runs statements without values.
    func perform(_ text: String) throws {
        guard let handle else { throw StoreError.connectionLost("not connected") }
        let result = PostgresResult(PQexec(handle, text))
        try check(result)
    }

    /// Runs one statement with bound values, prepared from its second use on.
    func run(_ sql: SQL) throws -> PostgresResult {
        if let failure { throw failure }
        guard let handle else { throw StoreError.connectionLost("not connected") }
        let (text, values) = sql.rendered(for: .postgres)
        let parameters = try PostgresParameters(values)
        do {
            switch statements.use(text, parameters.types) {
            case .once:
                let result = parameters.withPointers { count, values, lengths, formats in
                    PQexecParams(handle, text, count, parameters.types, values, lengths, formats, 0)
                }
                return try check(PostgresResult(result))
            case .prepare(let name, let types):
                try check(PostgresResult(PQprepare(handle, name, text, Int32(types.count), types)))
                fallthrough
            case .run(let name, _):
                let result = parameters.withPointers { count, values, lengths, formats in
                    PQexecPrepared(handle, name, count, values, lengths, formats, 0)
                }
                return try check(PostgresResult(result))
            }
        } catch StoreError.serialization {
            // Perhaps its tables have changed since it was prepared.
            statements.forget(text)
            throw StoreError.serialization
        } catch StoreError.statement(let reason) {
            // Perhaps it could not be prepared.
            statements.forget(text)
            throw StoreError.statement(reason)
        }
    }

    /// Frees the prepared statements the cache has let go. Outside transactions.
    func deallocate() throws {
        for name in statements.takeDiscarded() {
            do {
                try perform("DEALLOCATE \(name)")
            } catch StoreError.connectionLost(let reason) {
                throw StoreError.connectionLost(reason)
            } catch {
                // It was never prepared: there is nothing to free.
                failure = nil
            }
        }
    }

    @discardableResult
    private func check(_ result: PostgresResult) throws -> PostgresResult {
        guard let error = result.error(isAlive: handle.map { PQstatus($0) == CONNECTION_OK } ?? false, errorText)
        else { return result }
        failure = error
        throw error
    }

    private var errorText: String {
        guard let handle, let text = PQerrorMessage(handle) else { return "" }
        return String(cString: text).split(separator: "\n").joined(separator: " ")
    }
}
