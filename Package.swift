// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: Swift 6 mode, explicit existentials,
/// imports internal unless said otherwise, members visible only where their
/// module is imported.
let houseRules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library of the house. `needs` are targets further down the list in
/// ARCHITECTURE's sense; the architecture test holds the arrows.
func room(
    _ name: String, needs: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .target(name: name, dependencies: needs, resources: resources, swiftSettings: houseRules)
}

func tests(
    _ name: String, of needs: [Target.Dependency], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: needs, resources: resources, swiftSettings: houseRules)
}

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nioHTTP = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let http2 = Target.Dependency.product(name: "HummingbirdHTTP2", package: "hummingbird")
let tls = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let hummingbirdTesting = Target.Dependency.product(
    name: "HummingbirdTesting", package: "hummingbird")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let sqlite3 = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let translations = Resource.copy("Translations")

let package = Package(
    name: "vamco",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "vamco", targets: ["vamco"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Foundations
        room("Basics"),
        room("SQLStore", needs: ["Basics", crypto]),
        room("SQLiteStore", needs: ["Basics", "SQLStore", grdb, sqlite3]),
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        room("PostgresStore", needs: ["Basics", "SQLStore", "CLibPQ", nioPosix]),
        room("Observations", needs: ["Basics", "SQLStore"]),
        room(
            "Ledger", needs: ["Basics", "SQLStore", crypto, log, lifecycle], resources: [translations]),
        room("Letters", needs: ["Basics", "SQLStore", log, lifecycle]),
        // What features share
        room("Ports", needs: ["Basics"]),
        room(
            "Web",
            needs: [
                "Basics", "CQRencode", "CZlib", hummingbird, hummingbirdCore, httpTypes, log, nio, nioHTTP, crypto,
                lifecycle,
            ],
            resources: [translations, .copy("Static")]),
        // Features: none imports another
        room(
            "Identity",
            needs: [
                "Basics", "SQLStore", "Ledger", "Letters", "Ports", "Web", hummingbird, httpTypes,
                crypto, cryptoExtras, jwt, log, lifecycle,
            ],
            resources: [translations, .copy("Reference")]),
        room(
            "Environment",
            needs: [
                "Basics", "SQLStore", "Ledger", "Observations", "Ports", "Web", hummingbird, httpTypes,
                crypto, log, lifecycle, nio,
            ],
            resources: [translations, .copy("Reference")]),
        room(
            "Audit",
            needs: ["Basics", "SQLStore", "Ledger", "Ports", "Web", hummingbird, httpTypes, log, nio],
            resources: [translations]),
        room(
            "Operations",
            needs: [
                "Basics", "SQLStore", "Ports", "Web", hummingbird, httpTypes, log, lifecycle,
            ],
            resources: [translations, .copy("Reference")]),
        room(
            "Dossiers",
            needs: [
                "Basics", "CZlib", "SQLStore", "Ledger", "Letters", "Ports", "Web", hummingbird, httpTypes, log, nio,
                lifecycle, crypto, yams,
            ],
            resources: [translations, .copy("Reference")]),
        // Composition
        room(
            "Server",
            needs: [
                "Basics", "CCurl", "CMalloc", "SQLStore", "SQLiteStore", "PostgresStore", "Ledger", "Letters",
                "Observations", "Ports", "Web", "Audit", "Dossiers", "Identity", "Environment", "Operations",
                hummingbird,
                hummingbirdCore, http2,
                httpClient, httpTypes, log, lifecycle, nio, nioHTTP1, nioPosix, nioTLS, subprocess, system, tls,
            ],
            resources: [translations, .copy("API"), .copy("Printing/print.py"), .copy("Sample")]),
        .executableTarget(
            name: "vamco",
            dependencies: [
                "Basics", "SQLStore", "Ledger", "Web", "Dossiers", "Environment", "Identity", "Server", arguments,
                httpTypes,
            ],
            swiftSettings: houseRules),
        // Tests
        .target(
            name: "TestSupport",
            dependencies: [
                "Basics", "SQLStore", "SQLiteStore", "PostgresStore", "Ports", "Web", log,
            ],
            swiftSettings: houseRules),
        .executableTarget(
            name: "storewriter",
            dependencies: ["Basics", "SQLStore", "SQLiteStore", "PostgresStore"],
            path: "Tests/storewriter", swiftSettings: houseRules),
        .executableTarget(
            name: "storebench",
            dependencies: [
                "Basics", "SQLStore", "SQLiteStore", "PostgresStore", "Observations", sqlite3,
            ],
            path: "Benchmarks/store", exclude: ["run"], swiftSettings: houseRules),
        .executableTarget(
            name: "ledgerbench",
            dependencies: [
                "Basics", "SQLStore", "SQLiteStore", "PostgresStore", "Ledger", "Identity", "Ports", log,
            ],
            path: "Benchmarks/ledger", exclude: ["run", "served.py", "proofs.py", "storm.py", "country.py"],
            swiftSettings: houseRules),
        .executableTarget(
            name: "onestopbench",
            dependencies: ["Basics", "SQLStore", "Dossiers", "Identity", "Ports", "Server", log],
            path: "Benchmarks/one-stop", exclude: ["run", "city.py", "load.py", "papers.py"],
            swiftSettings: houseRules),
        tests("BasicsTests", of: ["Basics"]),
        tests(
            "SQLStoreTests",
            of: ["Basics", "SQLStore", "SQLiteStore", "PostgresStore", "TestSupport"]),
        tests(
            "LedgerTests",
            of: ["Basics", "SQLStore", "SQLiteStore", "Ledger", "TestSupport", crypto, log, lifecycle]),
        tests("LettersTests", of: ["Basics", "SQLStore", "Letters", "TestSupport", log, lifecycle]),
        tests("ObservationsTests", of: ["Basics", "SQLStore", "Observations", "TestSupport"]),
        tests(
            "WebTests",
            of: [
                "Basics", "CZlib", "Web", "TestSupport", hummingbird, hummingbirdTesting, httpTypes, log, nio,
                lifecycle,
            ]),
        tests(
            "IdentityTests",
            of: [
                "Basics", "SQLStore", "Ledger", "Letters", "Ports", "Web", "Identity", "TestSupport", hummingbird,
                hummingbirdTesting, httpTypes, crypto,
            ]),
        tests(
            "EnvironmentTests",
            of: [
                "Basics", "SQLStore", "SQLiteStore", "Ledger", "Observations", "Ports", "Web", "Environment",
                "TestSupport", hummingbird, hummingbirdTesting, httpTypes, log, nio, lifecycle,
            ],
            resources: [.copy("Fixtures")]),
        tests(
            "AuditTests",
            of: [
                "Basics", "SQLStore", "Ledger", "Ports", "Web", "Audit", "TestSupport", hummingbird,
                hummingbirdTesting, httpTypes, nio,
            ]),
        tests(
            "OperationsTests",
            of: [
                "Basics", "SQLStore", "Ports", "Web", "Operations", "TestSupport", hummingbird,
                hummingbirdTesting, httpTypes,
            ]),
        tests(
            "DossiersTests",
            of: [
                "Basics", "CZlib", "SQLStore", "Ledger", "Letters", "Ports", "Web", "Dossiers", "TestSupport",
                hummingbird,
                hummingbirdTesting, httpTypes, log, nio, crypto,
            ],
            resources: [.copy("Vectors"), .copy("Fixtures")]),
        tests(
            "ServerTests",
            of: [
                "Basics", "SQLStore", "Ledger", "Letters", "Ports", "Web", "Dossiers", "Identity", "Environment",
                "Operations", "Observations", "Server", "TestSupport", hummingbird, hummingbirdTesting,
                httpTypes, lifecycle, log, nio, nioPosix,
            ]),
    ]
)
