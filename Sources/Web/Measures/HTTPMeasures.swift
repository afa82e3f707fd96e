// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Hummingbird

/// What the pages count: requests and their time by route and status, open
/// streams, memory.
struct HTTPMeasures: Sendable {
    private let requests: Counter
    private let seconds: Histogram

    init(in measures: Measures, live: LiveHub) {
        requests = measures.counter(
            "vamco_http_requests_total", help: "Requests answered, by route and status.",
            labels: ["method", "route", "status"])
        seconds = measures.histogram(
            "vamco_http_request_seconds", help: "Time until the answer's head was ready.", labels: ["route"])
        measures.gauge("vamco_live_streams", help: "Live streams open now.") { Double(live.streamCount) }
        measures.gauge("process_resident_memory_bytes", help: "Resident memory size in bytes.") {
            residentMemory().map(Double.init)
        }
    }

    /// The route's pattern, never the address: the number of series stays small.
    func record(_ request: Request, _ response: Response, route: String?, lasting: Duration) {
        let route = route ?? (request.uri.path.hasPrefix("/static/") ? "/static" : "none")
        requests.add(1, Self.known(request.method), route, String(response.status.code))
        seconds.observe(lasting.inSeconds, route)
    }

    private static func known(_ method: HTTPRequest.Method) -> String {
        [.get, .head, .post, .put, .patch, .delete, .options].contains(method) ? method.rawValue : "other"
    }
}

/// Bytes of memory this process holds, or `nil` where the system does not say.
package func residentMemory() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}
