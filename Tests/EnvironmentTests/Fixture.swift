// SPDX-License-Identifier: Apache-2.0

import Environment
import Foundation

/// Files of `Fixtures`; their sources are in its README.
enum Fixture {
    static func bytes(_ path: String) throws -> [UInt8] {
        let root = Bundle.module.resourceURL!.appendingPathComponent("Fixtures")
        return Array(try Data(contentsOf: root.appendingPathComponent(path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }
}

/// The reference data that comes with the program, read once for all tests.
enum Shipped {
    static let reference: EnvironmentReference = {
        do { return try EnvironmentReference.shipped() } catch { fatalError("\(error)") }
    }()
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
