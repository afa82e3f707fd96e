// SPDX-License-Identifier: Apache-2.0

package import Basics

/// All parameters with their aliases, the unit aliases and the conversions
/// between units; made once from reference data, read by every intake.
package struct ParameterCatalogue: Sendable {
    /// In the order of the reference file: air, weather, water.
    package let parameters: [Parameter]
    /// Units that some alias names.
    package let units: [UnitOfMeasure]

    private let places: [Parameter.Code: Int]
    /// For stations of air and weather, and for stations of water: `Temp` means two things.
    private let symbols: (dry: FoldedKeyTable, wet: FoldedKeyTable)
    private let unitNames: FoldedKeyTable
    /// By parameter, then unit.
    private let conversions: [UnitConversion?]
    private let ownUnits: [Int]

    /// - Throws: `ReferenceError` where a table contradicts itself: an alias of two
    ///   parameters of one medium, an unknown parameter or unit.
    package init(
        parameters table: ReferenceTable, aliases: ReferenceTable, unitAliases: ReferenceTable,
        conversions rules: ReferenceTable, molarVolume: Double
    ) throws {
        let parameters = try table.rows.map { row in try Parameter(row) }
        let places = Dictionary(
            parameters.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        guard places.count == parameters.count else {
            throw ReferenceError.contradiction(file: table.file, line: 1, "a code is given twice")
        }
        self.parameters = parameters
        self.places = places
        symbols = try Self.symbols(of: parameters, places, aliases)
        (units, unitNames) = try Self.units(parameters, unitAliases)
        let unitPlaces = Dictionary(uniqueKeysWithValues: units.enumerated().map { ($1.code, $0) })
        ownUnits = parameters.map { unitPlaces[$0.unit.code]! }
        conversions = try Self.conversions(parameters, units, rules, molarVolume: molarVolume)
    }

    package subscript(code: Parameter.Code) -> Parameter? { places[code].map { parameters[$0] } }

    /// The parameter that a symbol or alias names.
    ///
    /// - Parameter medium: Decides where a symbol means different things in air
    ///   and in water; `nil` reads as air.
    package func parameter(named text: String, in medium: Parameter.Medium? = nil) -> Parameter? {
        let bytes = Array(text.utf8)
        return place(ofSymbol: bytes.span, 0..<bytes.count, in: medium).map { parameters[$0] }
    }

    /// The unit that a text names: `ug/m3`, `µg/Nm³`, `UG/M3`.
    package func unit(named text: String) -> UnitOfMeasure? {
        let bytes = Array(text.utf8)
        return place(ofUnit: bytes.span, 0..<bytes.count).map { units[$0] }
    }

    /// How values of `parameter` in a unit become values in its own unit.
    package func conversion(
        of parameter: Parameter.Code, from unit: UnitOfMeasure
    ) throws(UnitRefusal) -> UnitConversion {
        guard let place = places[parameter], let from = units.firstIndex(of: unit),
            let conversion = conversion(ofParameterAt: place, fromUnitAt: from)
        else { throw .notConvertible(parameter: parameter, unit: unit) }
        return conversion
    }

    /// How values of `parameter` in a unit named by `text` become values in its own unit.
    package func conversion(
        of parameter: Parameter.Code, fromUnitNamed text: String
    ) throws(UnitRefusal) -> UnitConversion {
        guard let unit = unit(named: text) else { throw .unknownUnit(text) }
        return try conversion(of: parameter, from: unit)
    }

    // The same by position, for the reader of station files.

    func place(ofSymbol text: Span<UInt8>, _ range: Range<Int>, in medium: Parameter.Medium?) -> Int? {
        let key = FoldedKey(symbol: text, range)
        return medium == .water ? symbols.wet[key] : symbols.dry[key]
    }

    func place(ofUnit text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        unitNames[FoldedKey(unit: text, range)]
    }

    func conversion(ofParameterAt parameter: Int, fromUnitAt unit: Int) -> UnitConversion? {
        conversions[parameter * units.count + unit]
    }

    func placeOfOwnUnit(ofParameterAt parameter: Int) -> Int { ownUnits[parameter] }
}
