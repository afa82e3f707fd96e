// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Logging

/// One line of the access log. It holds the path and never the query, a
/// cookie or a form: those may carry secrets.
struct AccessLine {
    let request: Request
    let response: Response
    let context: WebContext
    let lasting: Duration

    func write(to logger: Logger) {
        let path = context.path
        let level: Logger.Level = Self.isRoutine(path) ? .debug : .info
        logger.log(
            level: level, "request",
            metadata: [
                "method": .string(request.method.rawValue),
                "path": .string(String(path.prefix(512))),
                "route": .string(context.endpointPath ?? ""),
                "status": .stringConvertible(response.status.code),
                "bytes": .stringConvertible(response.body.contentLength ?? -1),
                "milliseconds": .stringConvertible(Double(Int(lasting / .microseconds(10))) / 100),
                "client": .string(context.clientAddress),
                "language": .string(context.language.rawValue),
            ])
    }

    private static func isRoutine(_ path: String) -> Bool {
        path.hasPrefix("/static/") || path.hasPrefix("/health/") || path == "/metrics"
    }
}
