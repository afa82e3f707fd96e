// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

extension OpenIDProvider {
    /// What is wrong with the file of providers: told at the terminal at the
    /// start, in plain English as all settings are.
    package struct FileProblem: Error, Hashable, CustomStringConvertible {
        package let description: String
        init(_ description: String) { self.description = description }
    }

    /// The providers in a JSON file, in the order in which people see them.
    ///
    /// - Throws: `FileProblem`; it never holds a secret.
    package static func list(inFile path: String) throws(FileProblem) -> [OpenIDProvider] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw FileProblem("a file that can be read")
        }
        return try list(in: data, beside: URL(fileURLWithPath: path).deletingLastPathComponent())
    }

    /// - Parameter folder: From where secrets' files are named, when not from the root.
    static func list(in data: Data, beside folder: URL) throws(FileProblem) -> [OpenIDProvider] {
        let entries: [Entry]
        do {
            entries = try JSONDecoder().decode([Entry].self, from: data)
        } catch let error as DecodingError {
            throw FileProblem("a file of JSON as in docs/settings.md (\(Self.words(of: error)))")
        } catch {
            throw FileProblem("a file of JSON as in docs/settings.md")
        }
        guard let tables = try? ClaimTables.shipped().names else {
            throw FileProblem("the program's own folder whole: Reference/openid-claims.csv cannot be read")
        }
        var providers: [OpenIDProvider] = []
        for entry in entries {
            let provider = try entry.provider(beside: folder)
            guard !providers.contains(where: { $0.id == provider.id }) else {
                throw FileProblem("providers with an id each; \(provider.id) is there twice")
            }
            guard tables.contains(provider.claims) else {
                throw FileProblem("\(tables.sorted().joined(separator: " or ")) as claims of \(provider.id)")
            }
            providers.append(provider)
        }
        return providers
    }

    private static func words(of error: DecodingError) -> String {
        func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            let path = (context.codingPath + (key.map { [$0] } ?? [])).map {
                $0.intValue.map(String.init) ?? $0.stringValue
            }
            return path.joined(separator: ".")
        }
        return switch error {
        case .keyNotFound(let key, let context): "\(place(context, key)) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "\(place(context)) is of another kind"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "it is no JSON" : "\(place(context)): \(context.debugDescription)"
        @unknown default: "it does not fit"
        }
    }

    private struct Entry: Decodable {
        let id: String
        let name: String
        let issuer: String
        let clientID: String
        let clientSecretFile: String?
        let clientAuthentication: String?
        let scopes: [String]?
        let claims: String?
        let userInfo: Bool?
        let acrValues: [String]?
        let levels: [String: String]?
        let level: String?
        let hosts: [String]?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case id, name, issuer, scopes, claims, levels, level, hosts
            case clientID = "client-id"
            case clientSecretFile = "client-secret-file"
            case clientAuthentication = "client-authentication"
            case userInfo = "user-info"
            case acrValues = "acr-values"
        }

        private struct AnyKey: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let known = Set(CodingKeys.allCases.map(\.stringValue))
            for key in try decoder.container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath + [key], debugDescription: "no such entry"))
            }
            let box = try decoder.container(keyedBy: CodingKeys.self)
            id = try box.decode(String.self, forKey: .id)
            name = try box.decode(String.self, forKey: .name)
            issuer = try box.decode(String.self, forKey: .issuer)
            clientID = try box.decode(String.self, forKey: .clientID)
            clientSecretFile = try box.decodeIfPresent(String.self, forKey: .clientSecretFile)
            clientAuthentication = try box.decodeIfPresent(String.self, forKey: .clientAuthentication)
            scopes = try box.decodeIfPresent([String].self, forKey: .scopes)
            claims = try box.decodeIfPresent(String.self, forKey: .claims)
            userInfo = try box.decodeIfPresent(Bool.self, forKey: .userInfo)
            acrValues = try box.decodeIfPresent([String].self, forKey: .acrValues)
            levels = try box.decodeIfPresent([String: String].self, forKey: .levels)
            level = try box.decodeIfPresent(String.self, forKey: .level)
            hosts = try box.decodeIfPresent([String].self, forKey: .hosts)
        }

        func provider(beside folder: URL) throws(FileProblem) -> OpenIDProvider {
            guard (1...32).contains(id.utf8.count), id.utf8.allSatisfy({ Self.isPlain($0) }) else {
                throw FileProblem("an id of 1 to 32 small letters, digits and hyphens for each provider")
            }
            // Citizens who come with a code sent by e-mail are kept under this name.
            guard id != EmailCodes.provider else { throw FileProblem("another id than \(id), which is taken") }
            let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
            guard (1...60).contains(name.count) else { throw FileProblem("a name of 1 to 60 signs for \(id)") }
            guard let address = ProviderAddress(issuer), !issuer.contains("?") else {
                throw FileProblem("an issuer with https:// for \(id) (http:// on this machine alone)")
            }
            guard !clientID.isEmpty else { throw FileProblem("a client-id for \(id)") }
            guard let proof = Proof(rawValue: clientAuthentication ?? "basic") else {
                throw FileProblem("basic, post or none as client-authentication of \(id)")
            }
            let scopes = scopes ?? ["openid"]
            guard scopes.contains("openid") else { throw FileProblem("openid among the scopes of \(id)") }
            var levels: [String: Authentication.Level] = [:]
            for (acr, word) in self.levels ?? [:] { levels[acr] = try level(word) }
            return OpenIDProvider(
                id: id, name: name, issuer: address.text, clientID: clientID,
                clientSecret: try secret(proof, beside: folder), proof: proof, scopes: scopes,
                claims: claims ?? "standard", asksUserInfo: userInfo ?? false, acrValues: acrValues ?? [],
                levels: levels, level: try level(self.level ?? "low"),
                hosts: Set((hosts ?? []).map(Self.authority(of:)))
            )
        }

        private func level(_ word: String) throws(FileProblem) -> Authentication.Level {
            guard let level = Authentication.Level(rawValue: word) else {
                throw FileProblem("low, medium or high as levels of \(id)")
            }
            return level
        }

        private func secret(_ proof: Proof, beside folder: URL) throws(FileProblem) -> Secret {
            guard proof != .none else { return Secret("") }
            guard let file = clientSecretFile else { throw FileProblem("a client-secret-file for \(id)") }
            guard let data = FileManager.default.contents(atPath: URL(fileURLWithPath: file, relativeTo: folder).path),
                let text = String(data: data, encoding: .utf8)?.trimmingCharacters(in: .whitespacesAndNewlines),
                !text.isEmpty
            else { throw FileProblem("a client-secret-file that can be read for \(id)") }
            return Secret(text)
        }

        /// A host as addresses name it: endpoints lie on `https:`, whose port is left out.
        private static func authority(of host: String) -> String {
            let host = host.lowercased()
            return host.hasSuffix(":443") ? String(host.dropLast(4)) : host
        }

        private static func isPlain(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
    }
}
