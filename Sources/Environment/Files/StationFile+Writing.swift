// SPDX-License-Identifier: Apache-2.0

package import Basics

extension StationFile.Name {
    /// A name in the circular's form: `TNI_KCNPT_KHI001_20260115080500.txt`.
    package static func text(province: String, facility: String, station: String, at: Instant) -> String {
        "\(province)_\(facility)_\(station)_\(stationTime(of: at)).txt"
    }
}

extension StationFile {
    /// One line of a transmission file, its end included, as loggers write it:
    /// TAB-separated, CRLF.
    package static func line(
        _ parameter: Parameter, value: Double, at: Instant, status: Status = .measuring
    ) -> String {
        let symbol = parameter.stationSymbol ?? parameter.symbol
        let unit = parameter.unit.symbol.isEmpty ? "-" : parameter.unit.symbol
        return "\(symbol)\t\(value)\t\(unit)\t\(stationTime(of: at))\t\(status.rawValue)\r\n"
    }
}
