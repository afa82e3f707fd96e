// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("The house's arrows")
struct ArrowTests {
    static let features: Set<String> = ["Audit", "Dossiers", "Identity", "Environment", "Operations"]
    static let foundations: Set<String> = ["Basics"]

    /// What each target may import of the house.
    static let allowed: [String: Set<String>] = {
        let feature: Set<String> = ["Basics", "SQLStore", "Ledger", "Letters", "Observations", "Ports", "Web"]
        return [
            "Basics": [],
            "SQLStore": ["Basics"],
            "SQLiteStore": ["Basics", "SQLStore"],
            "PostgresStore": ["Basics", "SQLStore", "CLibPQ"],
            "Ledger": ["Basics", "SQLStore"],
            "Observations": ["Basics", "SQLStore"],
            "Letters": ["Basics", "SQLStore"],
            "Ports": ["Basics"],
            "Web": ["Basics", "CQRencode", "CZlib"],
            "Audit": feature, "Dossiers": feature.union(["CZlib"]), "Identity": feature, "Environment": feature,
            "Operations": feature,
            "Server": feature.union(features).union(["CCurl", "CMalloc", "SQLiteStore", "PostgresStore"]),
            "vamco": feature.union(features).union(["Server"]),
        ]
    }()

    static let sources = SourceTree.files(below: "Sources")

    @Test("only point downwards, and features never import features")
    func arrows() {
        let house = Set(Self.allowed.keys).union(["CCurl", "CLibPQ", "CMalloc", "CZlib", "TestSupport"])
        for file in Self.sources {
            guard let allowed = Self.allowed[file.target] else { continue }
            for module in file.imports where house.contains(module) {
                #expect(allowed.contains(module), "\(file.path) imports \(module)")
            }
        }
    }

    @Test("every target has its place in the list")
    func everyTarget() {
        let known = Set(Self.allowed.keys).union(["CCurl", "CLibPQ", "CMalloc", "CZlib", "TestSupport"])
        for target in Set(Self.sources.map(\.target)) where !TestOnly.targets.contains(target) {
            #expect(known.contains(target), "\(target) has no place in ArrowTests.allowed")
        }
    }

    @Test("drivers and the HTTP framework stay in their rooms")
    func outsideModules() {
        for file in Self.sources {
            let imports = Set(file.imports)
            if imports.contains("GRDB") { #expect(file.target == "SQLiteStore", "\(file.path) imports GRDB") }
            if imports.contains("Yams") { #expect(file.target == "Dossiers", "\(file.path) imports Yams") }
            if imports.contains("CLibPQ") { #expect(file.target == "PostgresStore", "\(file.path) imports CLibPQ") }
            if imports.contains(where: { $0.hasPrefix("Hummingbird") }) {
                let isEdge =
                    ["Web", "Server", "TestSupport"].contains(file.target) || TestOnly.targets.contains(file.target)
                    || file.folders.contains("Web") || file.folders.contains("API")
                #expect(isEdge, "\(file.path) imports Hummingbird")
            }
        }
    }

    @Test("rules, records and stores know no clock of their own")
    func clocks() {
        let edges: Set<String> = ["Server", "vamco", "TestSupport"]
        for file in Self.sources where !edges.contains(file.target) && !TestOnly.targets.contains(file.target) {
            guard file.path != "Sources/Basics/Clock.swift", file.path != "Sources/Basics/Instant.swift" else {
                continue
            }
            #expect(!file.text.contains("machineNow"), "\(file.path) reads the machine's clock")
            #expect(!file.text.contains("Date()"), "\(file.path) reads the machine's clock")
        }
    }
}

/// Executables that exist for tests and measurements alone.
enum TestOnly {
    static let targets: Set<String> = []
}
