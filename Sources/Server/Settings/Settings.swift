// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Dossiers
import Foundation
package import Identity
package import Ledger
package import Logging
import NIOCore

/// The settings of one run, checked.
package struct Settings: Sendable {
    package let database: DatabaseAddress
    package let host: String
    package let port: Int
    package let dataFolder: String
    package let intakeFolder: String
    package let partsFolder: String
    /// How people reach the server from outside; decides secure cookies and links.
    package let publicAddress: String
    /// The files of the certificate; `nil` serves plain HTTP, for a proxy before it.
    package let certificate: Certificate?
    package let city: String
    package let logLevel: Logger.Level
    package let metricsToken: String?
    /// The most live streams held at once.
    package let streams: Int
    /// Addresses of the proxies in front, whose word about senders is believed.
    package let proxies: Set<String>
    /// Requests of one address in a minute; zero for no limit.
    package let requestLimit: Int
    /// Where the keys lie that people's data is sealed with.
    package let keyFile: String
    /// Whether staff need a second factor.
    package let secondFactor: SecondFactorRule
    /// Where citizens and businesses sign in.
    package let providers: [OpenIDProvider]
    /// Who takes the city's letters on, and in whose name they go; `nil` sends none.
    package let mail: MailSettings?
    /// How the national portal is told of dossiers; `nil` where it is not.
    package let portal: PortalSettings?
    /// How short messages go out; `nil` where none do.
    package let messages: MessageSettings?
    /// Whether letters are shown on pages in place of being sent: for a sample city alone.
    package let showsLetters: Bool
    /// When citizens sign in with a code sent by e-mail.
    package let emailSignIn: EmailSignInRule
    /// The city's clock: the machine's, or a past stretch of time played again.
    package let replayClock: ReplayClock?
    /// Whether the components of the pages are shown at `/design`.
    package let designPage: DesignPageRule
    /// Where the ledger's checkpoints are handed to.
    package let witnesses: [String]
    /// The keys of other ledgers that are witnessed here.
    package let witnessFor: [VerifierKey]
    /// How much people may hand in.
    package let fileLimits: FileLimits
    /// What looks for viruses in it; `nil` for nothing.
    package let virusScanner: ScannerAddress?
    /// PKCS#12 with the organisation's certificate, and the file with its password; empty for none.
    package let signingCertificate: String
    package let signingPasswordFile: String
    /// Where each value came from, for `vamco check`.
    package let origins: [Setting: String]

    /// Settles every setting: options before environment before file before standard.
    ///
    /// - Throws: `SettingsError`, naming the setting, where it was given and
    ///   what it takes.
    package init(options: [Setting: String], environment: [String: String], file: String?) throws {
        let lines = try file.map(Self.lines(ofFile:)) ?? [:]
        var values: [Setting: String] = [:]
        var origins: [Setting: String] = [:]
        for setting in Setting.allCases {
            if let value = options[setting] {
                (values[setting], origins[setting]) = (value, "--\(setting.rawValue)")
            } else if let value = environment[setting.environmentName] {
                (values[setting], origins[setting]) = (value, setting.environmentName)
            } else if let value = lines[setting] {
                (values[setting], origins[setting]) = (value, file ?? "")
            } else {
                (values[setting], origins[setting]) = (setting.standard, "standard")
            }
        }
        func value(_ setting: Setting) -> String { values[setting] ?? "" }
        func wrong(_ setting: Setting, takes: String) -> SettingsError {
            .wrong(setting, value: setting.isSecret ? "…" : value(setting), from: origins[setting] ?? "", takes: takes)
        }

        guard let database = DatabaseAddress(value(.database)) else {
            throw wrong(.database, takes: "sqlite:PATH or postgres://USER@HOST/NAME")
        }
        guard let port = Int(value(.port)), (0...65_535).contains(port) else {
            throw wrong(.port, takes: "a number from 0 to 65535")
        }
        guard let level = Logger.Level(rawValue: value(.logLevel)) else {
            throw wrong(.logLevel, takes: Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard let streams = Int(value(.streams)), streams > 0 else {
            throw wrong(.streams, takes: "a number above 0")
        }
        let proxies = value(.proxies).split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
        guard proxies.allSatisfy({ (try? SocketAddress(ipAddress: $0, port: 0)) != nil }) else {
            throw wrong(.proxies, takes: "addresses as in 127.0.0.1,::1")
        }
        guard let requestLimit = Int(value(.requestLimit)), requestLimit >= 0 else {
            throw wrong(.requestLimit, takes: "requests of one address in a minute, 0 for no limit")
        }
        guard let secondFactor = SecondFactorRule(rawValue: value(.secondFactor)) else {
            throw wrong(.secondFactor, takes: SecondFactorRule.allCases.map(\.rawValue).joined(separator: ", "))
        }
        var providers: [OpenIDProvider] = []
        if !value(.signInProviders).isEmpty {
            do throws(OpenIDProvider.FileProblem) {
                providers = try OpenIDProvider.list(inFile: value(.signInProviders))
            } catch {
                throw wrong(.signInProviders, takes: error.description)
            }
        }
        guard let emailSignIn = EmailSignInRule(rawValue: value(.emailSignIn)) else {
            throw wrong(.emailSignIn, takes: EmailSignInRule.allCases.map(\.rawValue).joined(separator: ", "))
        }
        var mail: MailSettings?
        let showsLetters = value(.mailServer) == "sample"
        if !value(.mailServer).isEmpty, !showsLetters {
            mail = try MailSettings(value, wrong: wrong)
        }
        var messages: MessageSettings?
        if !value(.smsGateway).isEmpty { messages = try MessageSettings(value, wrong: wrong) }
        var portal: PortalSettings?
        if !value(.nationalPortal).isEmpty { portal = try PortalSettings(value, wrong: wrong) }
        var clock: ReplayClock?
        if !value(.clock).isEmpty {
            guard let replay = ReplayClock(value(.clock)) else {
                throw wrong(.clock, takes: "START,SPEED[,EPOCH], as in 2018-03-01T00:00:00+07:00,360")
            }
            clock = replay
        }
        guard let designPage = DesignPageRule(rawValue: value(.designPage)) else {
            throw wrong(.designPage, takes: DesignPageRule.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard let fileLimit = Int(value(.fileLimit)), (1...200).contains(fileLimit) else {
            throw wrong(.fileLimit, takes: "mebibytes of one file, from 1 to 200")
        }
        guard let dossierLimit = Int(value(.dossierLimit)), (fileLimit...2_000).contains(dossierLimit) else {
            throw wrong(.dossierLimit, takes: "mebibytes of all files of a dossier, from file-limit to 2000")
        }
        guard value(.signingCertificate).isEmpty == value(.signingPasswordFile).isEmpty else {
            throw wrong(
                value(.signingCertificate).isEmpty ? .signingCertificate : .signingPasswordFile,
                takes: "a file: signing-certificate and signing-password-file go together")
        }
        let scanner = ScannerAddress(value(.virusScanner))
        guard value(.virusScanner).isEmpty || scanner != nil else {
            throw wrong(.virusScanner, takes: "unix:/PATH or tcp://HOST:PORT of clamd")
        }
        let witnesses = value(.witnesses).split(whereSeparator: \.isWhitespace).map(String.init)
        guard witnesses.allSatisfy({ ["http", "https"].contains(URL(string: $0)?.scheme ?? "") }) else {
            throw wrong(.witnesses, takes: "addresses, http:// or https://, with blanks between")
        }
        let keys = value(.witnessFor).split(whereSeparator: \.isWhitespace).map(String.init)
        let witnessFor = keys.compactMap(VerifierKey.init(text:))
        guard witnessFor.count == keys.count else {
            throw wrong(.witnessFor, takes: "keys as `vamco ledger key` prints them, with blanks between")
        }
        let (chain, key) = (value(.tlsCertificate), value(.tlsKey))
        guard chain.isEmpty == key.isEmpty else {
            throw wrong(
                chain.isEmpty ? .tlsCertificate : .tlsKey, takes: "a file: tls-certificate and tls-key go together")
        }
        let scheme = chain.isEmpty ? "http" : "https"
        var address = value(.publicAddress).isEmpty ? "\(scheme)://\(value(.host)):\(port)" : value(.publicAddress)
        // Browsers show it so, and people copy it from there.
        if address.hasSuffix("/") { address.removeLast() }
        guard let url = URLComponents(string: address), ["http", "https"].contains(url.scheme ?? ""),
            url.host?.isEmpty == false, url.path.isEmpty, url.query == nil, url.fragment == nil, url.user == nil
        else {
            throw wrong(.publicAddress, takes: "http://HOST[:PORT] or https://HOST[:PORT], without a path")
        }
        guard chain.isEmpty || url.scheme == "https" else {
            throw wrong(.publicAddress, takes: "https://HOST[:PORT] where tls-certificate is set")
        }

        self.database = database
        self.port = port
        self.streams = streams
        self.proxies = Set(proxies)
        self.requestLimit = requestLimit
        self.secondFactor = secondFactor
        self.providers = providers
        self.mail = mail
        self.messages = messages
        self.portal = portal
        self.showsLetters = showsLetters
        self.emailSignIn = emailSignIn
        fileLimits = FileLimits(file: fileLimit, dossier: dossierLimit)
        virusScanner = scanner
        signingCertificate = value(.signingCertificate)
        signingPasswordFile = value(.signingPasswordFile)
        keyFile = value(.keyFile).isEmpty ? value(.data) + "/keys" : value(.keyFile)
        self.designPage = designPage
        self.witnesses = witnesses
        self.witnessFor = witnessFor
        host = value(.host)
        dataFolder = value(.data)
        intakeFolder = value(.intake)
        partsFolder = value(.parts)
        publicAddress = address
        certificate = chain.isEmpty ? nil : Certificate(chainPath: chain, keyPath: key)
        city = value(.city).tidied()
        logLevel = level
        metricsToken = value(.metricsToken).isEmpty ? nil : value(.metricsToken)
        replayClock = clock
        self.origins = origins
    }

    /// `name = value` a line; `#` begins a remark; quotes around a value may stay away.
    private static func lines(ofFile path: String) throws -> [Setting: String] {
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else { throw SettingsError.noFile(path) }
        var values: [Setting: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, let setting = Setting(rawValue: parts[0]) else {
                throw SettingsError.unknownLine(path, line: index + 1)
            }
            values[setting] = parts[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
        return values
    }
}

/// What is wrong with the settings. Printed at the terminal before there is a
/// page or a reader's language, so it is plain English text.
package enum SettingsError: Error, CustomStringConvertible {
    case wrong(Setting, value: String, from: String, takes: String)
    case noFile(String)
    case unknownLine(String, line: Int)

    package var description: String {
        switch self {
        case .wrong(let setting, let value, let origin, let takes):
            "The setting \(setting.rawValue) is \"\(value)\" (from \(origin)); it takes \(takes)."
        case .noFile(let path):
            "The settings file \(path) cannot be read."
        case .unknownLine(let path, let line):
            "\(path), line \(line): not a setting. A line is `name = value`; docs/settings.md lists the names."
        }
    }
}
