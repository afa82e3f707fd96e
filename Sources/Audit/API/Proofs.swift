// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import SQLStore
import Web

extension AuditFeature {
    /// The newest signed note, as text.
    @Sendable func latestCheckpoint(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let latest = try await database.read({ tx in try CheckpointStore.latest(in: tx) }) else {
            throw AuditError.notSignedYet
        }
        return Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: latest.note)))
    }

    @Sendable func listKeys(_ request: Request, _ context: WebContext) async throws -> Response {
        let keys = try await database.read { tx in try CheckpointStore.keys(in: tx) }
        return context.json(items: keys.map(\.text), next: nil)
    }

    /// `number`, and `size` where another tree than the newest signed one is meant.
    @Sendable func proveInclusion(_ request: Request, _ context: WebContext) async throws -> Response {
        let (number, wanted) = (context.query.integer("number") ?? 0, context.query.integer("size"))
        let answer = try await database.read { tx in
            let signed = try CheckpointStore.latest(in: tx)?.size ?? 0
            let size = wanted ?? signed
            guard number > 0, number <= size, size <= signed, let entry = try EntryStore.entry(number, in: tx) else {
                throw AuditError.noSuchProof
            }
            var tree = NodeStore.tree(size: size, in: tx)
            return InclusionAnswer(
                number: number, size: size, leaf: entry.hash.hex, root: try tree.root().hex,
                path: try tree.inclusion(of: number - 1, atSize: size).path.map(\.hex))
        }
        return context.json(answer)
    }

    /// `from` and `to`, sizes of trees; `to` is the newest signed one when it is not given.
    @Sendable func proveConsistency(_ request: Request, _ context: WebContext) async throws -> Response {
        let (from, wanted) = (context.query.integer("from") ?? -1, context.query.integer("to"))
        let answer = try await database.read { tx in
            let signed = try CheckpointStore.latest(in: tx)?.size ?? 0
            let to = wanted ?? signed
            guard from >= 0, from <= to, to <= signed else { throw AuditError.noSuchProof }
            var tree = NodeStore.tree(size: to, in: tx)
            return ConsistencyAnswer(
                from: from, to: to, fromRoot: try tree.root(atSize: from).hex, toRoot: try tree.root().hex,
                path: try tree.consistency(from: from, to: to).path.map(\.hex))
        }
        return context.json(answer)
    }
}

private struct InclusionAnswer: Encodable, Sendable {
    let number: Int
    let size: Int
    let leaf: String
    let root: String
    let path: [String]
}

private struct ConsistencyAnswer: Encodable, Sendable {
    let from: Int
    let to: Int
    let fromRoot: String
    let toRoot: String
    let path: [String]
}
