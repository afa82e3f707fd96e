// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import NIOCore
import SQLStore
import Web

extension EnvironmentPages {
    /// `?line=12` marks a line. A file of which nothing was accepted is no
    /// public record: for visitors it is not there.
    func showFile(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let id = StationFileRecord.ID(try context.parameter("id")) else { throw WebError.notFound }
        let isStaff = EnvironmentPolicies.records.permits(context.viewer)
        let now = context.now
        let page = try await database.read { reader -> FilePage? in
            guard let file = try FileStore.file(id, in: reader), isStaff || file.state == .taken else { return nil }
            return FilePage(
                file: file, station: try file.station.flatMap { try StationStore.station(id: $0, at: now, in: reader) },
                text: try FileStore.content(of: id, in: reader).map(FileText.init),
                refused: try QuarantineStore.entries(of: id, limit: FileText.lineLimit, in: reader),
                line: context.query.integer("line"), isStaff: isStaff)
        }
        guard let page else { throw WebError.notFound }
        return context.page(page.content)
    }

    /// The bytes as they came, to be saved.
    func downloadFile(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let id = StationFileRecord.ID(try context.parameter("id")) else { throw WebError.notFound }
        let found = try await database.read { reader in
            try FileStore.file(id, in: reader).flatMap { file in
                try FileStore.content(of: id, in: reader).map { (file.name, $0) }
            }
        }
        guard let (name, bytes) = found else { throw WebError.notFound }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream", .cacheControl: "no-store",
                .contentDisposition: Attachment.header(named: name),
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
