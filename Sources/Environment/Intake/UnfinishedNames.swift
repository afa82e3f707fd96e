// SPDX-License-Identifier: Apache-2.0

/// Names that uploads and editors give to what is not finished yet.
enum UnfinishedNames {
    private static let endings = [
        ".tmp", ".part", ".filepart", ".partial", ".crdownload", ".uploading", ".swp", "~",
    ].map { Array($0.utf8) }

    /// Whether a file or folder of this name is left alone.
    static func contain(_ name: [UInt8]) -> Bool {
        if name.first == 0x2E { return true }
        let small = name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return endings.contains { ending in
            small.count > ending.count && small.suffix(ending.count).elementsEqual(ending)
        }
    }
}
