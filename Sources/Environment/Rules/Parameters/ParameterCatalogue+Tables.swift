// SPDX-License-Identifier: Apache-2.0

import Basics

extension Parameter {
    init(_ row: ReferenceTable.Row) throws {
        let low = try row.optionalNumber("instrument_min")
        let high = try row.optionalNumber("instrument_max")
        let range: ClosedRange<Double>?
        switch (low, high) {
        case (let low?, let high?) where low <= high: range = low...high
        case (nil, nil): range = nil
        default: throw row.bad("instrument_max", high.map { "\($0)" } ?? "")
        }
        self.init(
            code: Code(try row.text("code")), medium: try row.word("medium"),
            unit: .withCode(try row.text("unit")), decimals: try row.count("decimals"),
            symbol: try row.text("symbol"), stationSymbol: try row.optionalText("station_symbol"),
            molarMass: try row.optionalNumber("molar_mass"), instrumentRange: range,
            source: try row.text("source"))
    }
}

extension ParameterCatalogue {
    static func symbols(
        of parameters: [Parameter], _ places: [Parameter.Code: Int], _ aliases: ReferenceTable
    ) throws -> (dry: FoldedKeyTable, wet: FoldedKeyTable) {
        var names: [(text: String, place: Int, row: ReferenceTable.Row?)] = []
        for (place, parameter) in parameters.enumerated() {
            names.append((parameter.code.rawValue, place, nil))
            names.append((parameter.symbol, place, nil))
            if let symbol = parameter.stationSymbol { names.append((symbol, place, nil)) }
        }
        for row in aliases.rows {
            let code = try row.text("parameter")
            guard let place = places[Parameter.Code(code)] else { throw row.bad("parameter", code) }
            names.append((try row.text("alias"), place, row))
        }
        /// What belongs to the medium comes first; the other medium fills the rest.
        func table(water: Bool) throws -> FoldedKeyTable {
            var table = FoldedKeyTable(capacity: names.count)
            for fitting in [true, false] {
                for name in names where (parameters[name.place].medium == .water) == (water == fitting) {
                    let bytes = Array(name.text.utf8)
                    let isNew = table.insert(FoldedKey(symbol: bytes.span, 0..<bytes.count), name.place)
                    if !isNew, fitting {
                        throw name.row?.bad("alias", name.text)
                            ?? ReferenceError.contradiction(
                                file: "parameters.csv", line: 1, "\(name.text) names two parameters")
                    }
                }
            }
            return table
        }
        return (try table(water: false), try table(water: true))
    }

    static func units(
        _ parameters: [Parameter], _ aliases: ReferenceTable
    ) throws -> ([UnitOfMeasure], FoldedKeyTable) {
        var units: [UnitOfMeasure] = []
        var places: [String: Int] = [:]
        func place(of unit: UnitOfMeasure) -> Int {
            if let place = places[unit.code] { return place }
            places[unit.code] = units.count
            units.append(unit)
            return units.count - 1
        }
        var names: [(String, Int, ReferenceTable.Row?)] = []
        for parameter in parameters { names.append((parameter.unit.code, place(of: parameter.unit), nil)) }
        for row in aliases.rows {
            let unit = UnitOfMeasure.withCode(try row.text("unit"))
            let place = place(of: unit)
            names.append((try row.text("alias"), place, row))
            names.append((unit.code, place, row))
            if !unit.symbol.isEmpty { names.append((unit.symbol, place, row)) }
        }
        var table = FoldedKeyTable(capacity: names.count)
        for (text, place, row) in names {
            let bytes = Array(text.utf8)
            let key = FoldedKey(unit: bytes.span, 0..<bytes.count)
            guard key.count > 0 else { continue }
            guard table.insert(key, place) else {
                throw row?.bad("alias", text)
                    ?? ReferenceError.contradiction(file: aliases.file, line: 1, "\(text) names two units")
            }
        }
        return (units, table)
    }

    static func conversions(
        _ parameters: [Parameter], _ units: [UnitOfMeasure], _ rules: ReferenceTable, molarVolume: Double
    ) throws -> [UnitConversion?] {
        var table = [UnitConversion?](repeating: nil, count: parameters.count * units.count)
        for (place, parameter) in parameters.enumerated() {
            let own = units.firstIndex(of: parameter.unit)!
            table[place * units.count + own] = .identity
            for row in rules.rows where try row.text("to") == parameter.unit.code {
                let code = try row.text("from")
                guard let from = units.firstIndex(where: { $0.code == code }) else { throw row.bad("from", code) }
                var factor = try row.number("factor")
                if try row.truth("by_molar_mass") {
                    guard let mass = parameter.molarMass else { continue }
                    factor *= mass / molarVolume
                }
                table[place * units.count + from] = UnitConversion(
                    factor: factor, offset: try row.number("offset"))
            }
        }
        return table
    }
}
