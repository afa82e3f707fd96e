// SPDX-License-Identifier: Apache-2.0

import Crypto
package import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore

/// The parts of others that run in the browser (Leaflet, ECharts, htmx),
/// installed by `scripts/install-browser-parts` into a folder. Pages show
/// their lists and tables without them.
package struct BrowserParts: Sendable {
    /// What a page may need.
    package enum Part: String, CaseIterable, Sendable {
        case leafletScript = "leaflet.js"
        case leafletStyle = "leaflet.css"
        case echarts = "echarts.min.js"
        case htmx = "htmx.min.js"
    }

    private let addresses: [Part: String]
    private let files: [String: Assets.File]

    package static let none = BrowserParts(addresses: [:], files: [:])

    private init(addresses: [Part: String], files: [String: Assets.File]) {
        self.addresses = addresses
        self.files = files
    }

    /// Reads the parts that are in `folder`. Missing ones are no error: see `missing`.
    package init(folder: URL) {
        var addresses: [Part: String] = [:]
        var files: [String: Assets.File] = [:]
        for part in Part.allCases {
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(part.rawValue)), !data.isEmpty
            else { continue }
            let address = "/static/parts/\(shortDigest(of: data).prefix(16))/\(part.rawValue)"
            addresses[part] = address
            files[address] = Assets.File(data, type: Assets.type(ofName: part.rawValue))
        }
        self.init(addresses: addresses, files: files)
    }

    /// Parts that are not installed.
    package var missing: [Part] { Part.allCases.filter { addresses[$0] == nil } }

    func address(of part: Part) -> String? { addresses[part] }

    func answer(to request: Request) -> Response? {
        guard request.method == .get, let file = files[request.uri.path] else { return nil }
        return file.answer(to: request)
    }
}
