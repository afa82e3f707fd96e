// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What the program counts about itself, told as Prometheus text at
/// `/metrics`. Features ask for a counter, gauge or histogram once and keep it.
///
/// Names follow Prometheus: `vamco_intake_files_total`, base units, `_total`
/// for what only grows. Asking twice for a name gives the same measure.
package final class Measures: Sendable {
    private let families = Mutex<[String: Family]>([:])

    package init() {}

    /// Something that only grows.
    package func counter(_ name: String, help: String, labels: [String] = []) -> Counter {
        Counter(family: family(name, help, "counter", labels))
    }

    /// Something that goes up and down.
    package func gauge(_ name: String, help: String, labels: [String] = []) -> Gauge {
        Gauge(family: family(name, help, "gauge", labels))
    }

    /// A gauge that is read when somebody asks.
    package func gauge(_ name: String, help: String, reading: @escaping @Sendable () -> Double?) {
        family(name, help, "gauge", []).read.withLock { $0 = reading }
    }

    /// A counter that its owner keeps and that is read when somebody asks.
    package func counter(_ name: String, help: String, reading: @escaping @Sendable () -> Double?) {
        family(name, help, "counter", []).read.withLock { $0 = reading }
    }

    /// How values spread; seconds by default.
    package func histogram(
        _ name: String, help: String, labels: [String] = [],
        bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    ) -> Histogram {
        Histogram(family: family(name, help, "histogram", labels), bounds: bounds)
    }

    /// All measures in the Prometheus text format 0.0.4.
    package var text: String {
        let all = families.withLock { $0.values.sorted { $0.name < $1.name } }
        return all.map(\.text).joined()
    }

    private func family(_ name: String, _ help: String, _ kind: String, _ labels: [String]) -> Family {
        families.withLock { families in
            if let known = families[name] { return known }
            let new = Family(name: name, help: help, kind: kind, labels: labels)
            families[name] = new
            return new
        }
    }
}

/// A named measure with a value for every combination of its labels.
final class Family: Sendable {
    struct Cell {
        var value = 0.0
        var counts: [Int] = []
        var bounds: [Double] = []
        var total = 0
    }

    let name: String
    let help: String
    let kind: String
    let labels: [String]
    let cells = Mutex<[[String]: Cell]>([:])
    let read = Mutex<(@Sendable () -> Double?)?>(nil)

    init(name: String, help: String, kind: String, labels: [String]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.labels = labels
    }

    func change(_ values: [String], _ body: (inout Cell) -> Void) {
        precondition(values.count == labels.count, "\(name) has \(labels.count) labels")
        cells.withLock { body(&$0[values, default: Cell()]) }
    }

    var text: String {
        var text = "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
        if let reading = read.withLock({ $0 }) {
            if let value = reading() { text += "\(name) \(Self.number(value))\n" }
            return text
        }
        for (values, cell) in cells.withLock({ $0 }).sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            guard kind == "histogram" else {
                text += "\(name)\(marks(values)) \(Self.number(cell.value))\n"
                continue
            }
            var running = 0
            for (bound, count) in zip(cell.bounds, cell.counts) {
                running += count
                text += "\(name)_bucket\(marks(values, limit: Self.number(bound))) \(running)\n"
            }
            text += "\(name)_bucket\(marks(values, limit: "+Inf")) \(cell.total)\n"
            text += "\(name)_sum\(marks(values)) \(Self.number(cell.value))\n"
            text += "\(name)_count\(marks(values)) \(cell.total)\n"
        }
        return text
    }

    private func marks(_ values: [String], limit: String? = nil) -> String {
        var pairs = zip(labels, values).map { "\($0)=\"\(Self.escaped($1))\"" }
        if let limit { pairs.append("le=\"\(limit)\"") }
        return pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }
}
