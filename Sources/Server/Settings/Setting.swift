// SPDX-License-Identifier: Apache-2.0

/// A setting of the program: one name, given as an option, an environment
/// variable or a line of a file. docs/settings.md has a heading for each.
package enum Setting: String, CaseIterable, Sendable {
    case database
    case host
    case port
    case data
    case intake
    case parts
    case publicAddress = "public-address"
    case tlsCertificate = "tls-certificate"
    case tlsKey = "tls-key"
    case city
    case logLevel = "log-level"
    case metricsToken = "metrics-token"
    case streams
    case proxies
    case requestLimit = "request-limit"
    case keyFile = "key-file"
    case secondFactor = "second-factor"
    case signInProviders = "sign-in-providers"
    case mailServer = "mail-server"
    case mailPasswordFile = "mail-password-file"
    case mailSender = "mail-sender"
    case emailSignIn = "email-sign-in"
    case smsGateway = "sms-gateway"
    case smsKeysFile = "sms-keys-file"
    case smsSender = "sms-sender"
    case fileLimit = "file-limit"
    case dossierLimit = "dossier-limit"
    case virusScanner = "virus-scanner"
    case signingCertificate = "signing-certificate"
    case signingPasswordFile = "signing-password-file"
    case nationalPortal = "national-portal"
    case nationalPortalFile = "national-portal-file"
    case clock
    case designPage = "design-page"
    case witnesses
    case witnessFor = "witness-for"

    /// `VAMCO_PUBLIC_ADDRESS` for `public-address`.
    package var environmentName: String {
        "VAMCO_" + rawValue.uppercased().replacing("-", with: "_")
    }

    /// What holds when nobody says anything.
    package var standard: String {
        switch self {
        case .database: "sqlite:var/vamco.sqlite"
        case .host: "127.0.0.1"
        case .port: "8080"
        case .data: "var/data"
        case .intake: "var/intake"
        case .parts: ".parts"
        case .publicAddress, .tlsCertificate, .tlsKey: ""
        case .city: "Tây Ninh"
        case .logLevel: "info"
        case .metricsToken: ""
        case .streams: "2000"
        case .proxies: ""
        case .requestLimit: "6000"
        case .keyFile: ""
        case .secondFactor: "required"
        case .signInProviders: ""
        case .mailServer, .mailPasswordFile, .mailSender: ""
        case .emailSignIn: "without-provider"
        case .smsGateway, .smsKeysFile, .smsSender: ""
        case .fileLimit: "10"
        case .dossierLimit: "40"
        case .virusScanner, .signingCertificate, .signingPasswordFile: ""
        case .nationalPortal, .nationalPortalFile: ""
        case .clock: ""
        case .designPage: "with-replay"
        case .witnesses: ""
        case .witnessFor: ""
        }
    }

    /// Whether the value must never be printed.
    package var isSecret: Bool { self == .metricsToken }
}
