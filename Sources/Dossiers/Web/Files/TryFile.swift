// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Web

extension DossiersFeature {
    /// Looks at a file as if it were handed in, and keeps nothing of it: so that
    /// whoever looks after the platform can answer “why was it refused”.
    @Sendable func tryFile(_ request: Request, _ context: WebContext) async throws -> Response {
        let file = context.form.file("file")
        let upload = FileUpload(name: file?.name ?? "", bytes: file.map { Array($0.bytes.readableBytesView) } ?? [])
        var page = try await filesPage(context)
        do {
            page.tried = try await files.check.checked(upload)
            return context.page(page.content)
        } catch let error as FileError {
            let (status, message) = error.answer
            page.errors.add("file", message)
            return context.page(page.content, status: .init(code: status))
        }
    }
}
