// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import NIOCore
import SQLStore
import Web

extension DossiersFeature {
    /// The text a version was published as, byte for byte.
    @Sendable func showDefinitionText(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let day = CivilZone.vietNam.day(of: clock.now)
        let number = context.query.integer("version")
        let published = try await database.read { tx in
            if let number { return try DefinitionStore.version(of: code, number: number, in: tx) }
            return try DefinitionStore.inForce(of: code, on: day, in: tx)
        }
        guard let published else { throw WebError.notFound }
        return Self.text(published.content, type: "application/yaml; charset=utf-8")
    }

    /// The answers the procedure's form takes, as JSON Schema.
    @Sendable func showFormSchema(_ request: Request, _ context: WebContext) async throws -> Response {
        let (definition, bank) = try await definition(context)
        let schema = FormSchema(definition, bank: bank, inEnglish: context.language == .en)
        return context.json(schema.value(at: "/procedures/\(definition.procedure)/form.schema.json"))
    }

    /// The procedure's steps as BPMN 2.0.
    @Sendable func showProcess(_ request: Request, _ context: WebContext) async throws -> Response {
        let (definition, _) = try await definition(context)
        let names = ProcedureDefinition.HolderKind.allCases.map { kind in
            (kind.rawValue, context.wording.text(of: Message("dossiers.role.\(kind.rawValue)")))
        }
        let export = BPMNExport(
            definition, inEnglish: context.language == .en, laneNames: Dictionary(names) { first, _ in first })
        return Self.text(export.xml, type: "application/xml; charset=utf-8")
    }

    private func definition(_ context: WebContext) async throws -> (ProcedureDefinition, [Question]) {
        let code = try context.parameter("code")
        let day = CivilZone.vietNam.day(of: clock.now)
        let found = try await database.read { [self] tx in try definitions.inForce(code, on: day, in: tx) }
        guard let found else { throw WebError.notFound }
        return (found.definition, found.bank)
    }

    private static func text(_ text: String, type: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "no-cache", .vary: "Cookie, Accept-Language"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
