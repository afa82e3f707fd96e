// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Ledger

@Suite("The log's tree")
struct TreeTests {
    /// The leaves and roots of Certificate Transparency's own tests.
    static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private static func hashes(_ count: Int) -> [LogHash] {
        (0..<count).map { LogHash.leaf([UInt8]("leaf \($0)".utf8)) }
    }

    /// A tree over hashes in memory, with the levels that a database stores.
    private static func tree(_ leaves: [LogHash]) -> TreeNodes {
        TreeNodes(size: leaves.count) { level, places in
            places.map { place in .root(of: leaves[(place << level)..<((place + 1) << level)]) }
        }
    }

    /// RFC 6962 section 2.1, word for word.
    private static func slowRoot(_ leaves: ArraySlice<LogHash>) -> LogHash {
        guard leaves.count > 1 else { return leaves.first ?? .empty }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return .node(slowRoot(leaves[..<middle]), slowRoot(leaves[middle...]))
    }

    @Test("has the roots of Certificate Transparency's vectors", arguments: 0...8)
    func vectors(count: Int) {
        let hashes = Self.leaves.prefix(count).map { LogHash.leaf($0) }
        #expect(LogHash.root(of: hashes).hex == Self.roots[count])
    }

    @Test("makes the proofs of Certificate Transparency's vectors")
    func proofVectors() throws {
        var tree = Self.tree(Self.leaves.map { LogHash.leaf($0) })
        let inclusion = try tree.inclusion(of: 5, atSize: 8)
        #expect(
            inclusion.path.map(\.hex) == [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
        let consistency = try tree.consistency(from: 6, to: 8)
        #expect(
            consistency.path.map(\.hex) == [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
    }

    @Test("has the same root however it is computed")
    func sameRoots() throws {
        let hashes = Self.hashes(1_000)
        var tree = Self.tree(hashes)
        var frontier = TreeFrontier()
        for count in 0...600 {
            #expect(frontier.root == Self.slowRoot(hashes[..<count]))
            #expect(try tree.root(atSize: count) == frontier.root)
            frontier.append(hashes[count])
        }
        #expect(try tree.root() == Self.slowRoot(hashes[...]))
    }

    @Test("every inclusion proof of every tree up to 70 leaves leads to the root, and from no other leaf or place")
    func inclusion() throws {
        let hashes = Self.hashes(70)
        var tree = Self.tree(hashes)
        for size in 1...70 {
            let root = try tree.root(atSize: size)
            for place in 0..<size {
                let proof = try tree.inclusion(of: place, atSize: size)
                #expect(proof.leads(from: hashes[place], to: root))
                let other = (place + 1) % size
                if size > 1 {
                    #expect(!proof.leads(from: hashes[other], to: root))
                    let moved = InclusionProof(place: other, size: size, path: proof.path)
                    #expect(!moved.leads(from: hashes[place], to: root))
                    let short = InclusionProof(place: place, size: size, path: proof.path.dropLast())
                    #expect(!short.leads(from: hashes[place], to: root))
                }
                let long = InclusionProof(place: place, size: size, path: proof.path + [hashes[0]])
                #expect(!long.leads(from: hashes[place], to: root))
            }
        }
    }

    @Test("every consistency proof of every two trees up to 70 leaves holds, and for no other history")
    func consistency() throws {
        let hashes = Self.hashes(70)
        var tree = Self.tree(hashes)
        for new in 0...70 {
            let newRoot = try tree.root(atSize: new)
            for old in 0...new {
                let oldRoot = try tree.root(atSize: old)
                let proof = try tree.consistency(from: old, to: new)
                #expect(proof.leads(from: oldRoot, to: newRoot), "\(old) to \(new)")
                guard old > 0 else { continue }
                #expect(!proof.leads(from: .leaf([1]), to: newRoot))
                #expect(!proof.leads(from: oldRoot, to: .leaf([1])))
                if old < new {
                    let long = ConsistencyProof(old: old, new: new, path: proof.path + [newRoot])
                    #expect(!long.leads(from: oldRoot, to: newRoot))
                    let short = ConsistencyProof(old: old, new: new, path: proof.path.dropLast())
                    #expect(!short.leads(from: oldRoot, to: newRoot))
                }
            }
        }
    }

    @Test("proofs over several stored levels hold", arguments: [65_535, 65_536, 66_000, 70_001])
    func large(size: Int) throws {
        let hashes = Self.hashes(size)
        let upper = (0..<(size >> 8)).map { LogHash.root(of: hashes[($0 << 8)..<(($0 + 1) << 8)]) }
        var tree = TreeNodes(size: size) { level, places in
            switch level {
            case 0: Array(hashes[places])
            case 8: Array(upper[places])
            default: places.map { .root(of: upper[($0 << 8)..<(($0 + 1) << 8)]) }
            }
        }
        let root = LogHash.root(of: hashes)
        for place in [0, 1, 255, 256, 40_000, 65_534, size - 1] {
            #expect(try tree.inclusion(of: place, atSize: size).leads(from: hashes[place], to: root))
        }
        for old in [1, 255, 256, 257, 32_768, 65_535, size] {
            #expect(try tree.consistency(from: old, to: size).leads(from: try tree.root(atSize: old), to: root))
        }
    }
}
