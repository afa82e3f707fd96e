// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import HTTPTypes
package import Hummingbird
import Logging
import NIOCore

extension WebContext {
    /// `value` as JSON with sorted keys, so that equal answers have equal tags.
    package func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            // Only a number that is none, or a value that refuses, gets here.
            logger.error("value cannot be encoded as JSON", metadata: ["type": .string("\(type(of: value))")])
            return Response(status: .internalServerError)
        }
        return Response(
            status: status,
            headers: [
                .contentType: "application/json; charset=utf-8", .cacheControl: isOpenToAll ? "no-cache" : "no-store",
                .vary: "Cookie, Accept-Language",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    /// One page of a list for programs: `{"items": […], "next": address or null}`.
    package func json<Item: Encodable>(items: [Item], next: Address?) -> Response {
        json(ItemList(items: items, next: next?.text))
    }

    /// How many rows one answer holds: the query's `limit`, within 1 and `cap`.
    package func pageSize(_ usual: Int = 50, cap: Int = 500) -> Int {
        min(cap, max(1, query.integer("limit") ?? usual))
    }

    /// Where the list goes on: the query's `after`, or `nil` for its beginning.
    package var cursor: Cursor? { query.value("after").flatMap(Cursor.init(encoded:)) }

    /// The address of the rest of this list, other parameters kept.
    package func next(after cursor: Cursor?) -> Address? {
        guard let cursor else { return nil }
        let kept = rawQuery.split(separator: "&").filter { !$0.hasPrefix("after=") }
        let text = path + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))
        return Address(local: text)?.with("after", cursor.encoded)
    }
}

private struct ItemList<Item: Encodable>: Encodable {
    let items: [Item]
    let next: String?

    enum CodingKeys: CodingKey { case items, next }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        // A program that reads to the end looks for `null`.
        try container.encode(next, forKey: .next)
    }
}
