// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The project's own files, as text, for tests that read them.
enum SourceTree {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    struct File: Sendable {
        /// Relative to the project: `Sources/Web/HTML/HTML.swift`.
        let path: String
        let text: String

        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// Modules the file imports.
        var imports: [String] {
            lines.compactMap { line in
                let words = line.split(separator: " ").map(String.init)
                guard let place = words.firstIndex(of: "import"), place <= 2, !line.hasPrefix(" "),
                    !line.hasPrefix("//")
                else { return nil }
                return words.last.map { $0.split(separator: ".").first.map(String.init) ?? $0 }
            }
        }
    }

    /// Every file below `folder` with one of these endings, sorted by path.
    static func files(below folder: String, endings: [String] = ["swift"]) -> [File] {
        let base = root.appendingPathComponent(folder)
        guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
        var files: [File] = []
        for case let url as URL in walk where endings.contains(url.pathExtension) {
            guard let data = try? Data(contentsOf: url) else { continue }
            let path = String(url.path.dropFirst(root.path.count + 1))
            files.append(File(path: path, text: String(decoding: data, as: UTF8.self)))
        }
        return files.sorted { $0.path < $1.path }
    }

    static func text(of path: String) -> String? {
        try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
}
