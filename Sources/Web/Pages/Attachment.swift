// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
package import Hummingbird
import NIOCore

/// What tells a browser to save an answer as a file, never to show it.
package enum Attachment {
    /// The value of `Content-Disposition` (RFC 6266): a plain name for old
    /// browsers, and the whole name in UTF-8. No name can leave its quotes,
    /// begin another header or name another folder.
    package static func header(named name: String) -> String {
        let name = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init)?.tidied() ?? ""
        let plain = String(
            name.unicodeScalars.map { scalar in
                let isPlain = (0x20..<0x7F).contains(scalar.value) && scalar != "\"" && scalar != "%"
                return isPlain ? Character(scalar) : "_"
            })
        let short = plain.isEmpty ? "file" : plain
        let header = "attachment; filename=\"\(short)\""
        return short == name ? header : header + "; filename*=UTF-8''\(Address.encoded(name.isEmpty ? short : name))"
    }

    /// A file that is saved, never shown as a page of ours, and stored by no browser or proxy on the way.
    ///
    /// - Parameter type: The media type.
    package static func response(_ bytes: [UInt8], _ type: String, named name: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "no-store", .contentDisposition: header(named: name)],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
