// SPDX-License-Identifier: Apache-2.0

import Basics
import Dossiers
import Identity
import Ledger
import Letters
import Logging

extension Settings {
    /// A setting's value as it may be printed.
    func shown(_ setting: Setting) -> String {
        switch setting {
        case .database: database.description
        case .host: host
        case .port: String(port)
        case .data: dataFolder
        case .intake: intakeFolder
        case .parts: partsFolder
        case .publicAddress: publicAddress
        case .tlsCertificate: certificate?.chainPath ?? "–"
        case .tlsKey: certificate?.keyPath ?? "–"
        case .city: city
        case .logLevel: logLevel.rawValue
        case .metricsToken: metricsToken == nil ? "–" : "…"
        case .streams: String(streams)
        case .proxies: proxies.isEmpty ? "–" : proxies.sorted().joined(separator: ",")
        case .requestLimit: String(requestLimit)
        case .keyFile: keyFile
        case .secondFactor: secondFactor.rawValue
        case .signInProviders: providers.isEmpty ? "–" : providers.map(\.id).joined(separator: " ")
        case .mailServer: showsLetters ? "sample" : mail?.server.address ?? "–"
        case .mailPasswordFile: origins[.mailPasswordFile] == "standard" ? "–" : "…"
        case .mailSender: mail.map { "\($0.sender.name) <\($0.sender.address)>" } ?? "–"
        case .emailSignIn: emailSignIn.rawValue
        case .smsGateway: messages?.address ?? "–"
        case .smsKeysFile: origins[.smsKeysFile] == "standard" ? "–" : "…"
        case .smsSender: messages?.sender ?? "–"
        case .fileLimit: String(fileLimits.file)
        case .dossierLimit: String(fileLimits.dossier)
        case .virusScanner: virusScanner?.text ?? "–"
        case .signingCertificate: signingCertificate.isEmpty ? "–" : signingCertificate
        case .signingPasswordFile: signingPasswordFile.isEmpty ? "–" : "…"
        case .witnesses: witnesses.isEmpty ? "–" : witnesses.joined(separator: " ")
        case .witnessFor: witnessFor.isEmpty ? "–" : witnessFor.map(\.name).joined(separator: " ")
        case .nationalPortal: portal?.address ?? "–"
        case .nationalPortalFile: origins[.nationalPortalFile] == "standard" ? "–" : "…"
        case .designPage: designPage.rawValue
        case .clock: replayClock.map { "\($0.start.iso8601(in: .vietNam)) ×\($0.speed)" } ?? "–"
        }
    }
}
