// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("Parameters and units")
struct ParameterTests {
    let catalogue = Shipped.reference.catalogue

    @Test(
        "a parameter has many spellings",
        arguments: [
            ("PM2,5", "pm25"), ("PM2.5", "pm25"), ("PM25", "pm25"), ("pm 2.5", "pm25"), ("PM2.5 - Principal", "pm25"),
            ("PM10", "pm10"), ("PM₁₀", "pm10"), ("PM", "tsp"), ("O3", "o3"), ("O₃", "o3"), ("O2", "oxygen"),
            ("NO2", "no2"), ("Temp", "temperature"), ("RH", "humidity"), ("P", "pressure"), ("Bụi PM2.5", "pm25"),
            ("COD", "cod"), ("NH4+", "ammonium"), ("VHg", "mercury_vapour"), ("TSS", "tss"), ("pH", "ph"),
        ])
    func spellings(text: String, code: String) {
        #expect(catalogue.parameter(named: text)?.code.rawValue == code)
    }

    @Test("a symbol that means two things is read by the station's medium")
    func media() {
        #expect(catalogue.parameter(named: "Temp", in: .water)?.code == .waterTemperature)
        #expect(catalogue.parameter(named: "Temp", in: .air)?.code == "temperature")
        #expect(catalogue.parameter(named: "NO2", in: .water)?.code == "nitrite")
        #expect(catalogue.parameter(named: "NO2", in: .weather)?.code == .nitrogenDioxide)
    }

    @Test("what is no parameter is none", arguments: ["", " ", "PM3", "…", "🙂", String(repeating: "p", count: 5_000)])
    func unknown(text: String) {
        #expect(catalogue.parameter(named: text) == nil)
    }

    @Test("every symbol of the circular's table is known")
    func circularSymbols() {
        let symbols = "Flow Temp Color pH TSS COD NH4 TP TN TOC Cl RH P NO NO2 CO SO2 O2 H2S NH3 VHg PM O3 PM10 PM2,5"
        for symbol in symbols.split(separator: " ") {
            #expect(catalogue.parameter(named: String(symbol)) != nil, "\(symbol)")
        }
    }

    @Test(
        "a unit has many spellings",
        arguments: [
            ("ug/m3", "ug/m3"), ("µg/Nm3", "ug/m3"), ("\u{00B5}g/m³", "ug/m3"), ("\u{03BC}g/m³", "ug/m3"),
            ("UG/M3", "ug/m3"),
            ("mg/Nm³", "mg/m3"), ("mg/l", "mg/L"), ("°C", "Cel"), ("oC", "Cel"), ("%", "%"), ("-", "1"),
            ("m³/h", "m3/h"),
            ("ppb", "[ppb]"), ("W/m²", "W/m2"), ("µS/cm", "uS/cm"), ("°", "deg"), ("MPN/100 mL", "/100mL"),
        ])
    func unitSpellings(text: String, code: String) {
        #expect(catalogue.unit(named: text)?.code == code)
    }

    @Test("the micro sign of windows-1252 and 1258, a single byte, is read too")
    func singleByteMicro() throws {
        var line = Array("PM2,5\t31.4\t".utf8)
        line += [0xB5] + Array("g/m".utf8) + [0xB3] + Array("\t20260115080500\t00\n".utf8)
        let file = try StationFileReader(catalogue: catalogue).file(
            from: line, now: Instant(iso8601: "2026-01-15T02:00:00Z")!)
        #expect(file.lines.map(\.value) == [31.4])
    }

    @Test(
        "values are converted on entry",
        arguments: [
            ("co", "mg/m3", 0.64, 640), ("co", "mg/Nm3", 0.57, 570), ("pm25", "µg/m³", 31.4, 31.4),
            ("o3", "ppb", 100, 196.310838), ("no2", "ppm", 1, 1881.615542), ("co", "ppm", 1, 1145.603272),
            ("so2", "ppb", 24.45, 64.066), ("temperature", "°F", 212, 100), ("temperature", "K", 300, 26.85),
            ("pressure", "kPa", 101.3, 1013), ("wind_speed", "km/h", 36, 10), ("cod", "ug/L", 1500, 1.5),
            ("flow", "m3/s", 1, 3600), ("conductivity", "mS/cm", 0.25, 250), ("ph", "-", 7.2, 7.2),
        ])
    func conversion(code: String, unit: String, value: Double, expected: Double) throws {
        let conversion = try catalogue.conversion(of: Parameter.Code(code), fromUnitNamed: unit)
        #expect(conversion(value) == expected)
    }

    @Test(
        "a unit that cannot be converted is refused with its reason",
        arguments: [
            ("pm25", "ppb", UnitRefusal.notConvertible(parameter: "pm25", unit: .partPerBillion)),
            ("wind_speed", "mg/L", .notConvertible(parameter: "wind_speed", unit: .milligramPerLitre)),
            ("nosuch", "mg/L", .notConvertible(parameter: "nosuch", unit: .milligramPerLitre)),
            ("pm25", "furlong", .unknownUnit("furlong")), ("pm25", "", .unknownUnit("")),
        ])
    func refusedUnits(code: String, unit: String, refusal: UnitRefusal) {
        #expect(throws: refusal) { try catalogue.conversion(of: Parameter.Code(code), fromUnitNamed: unit) }
    }

    @Test("reference data that contradicts itself does not load")
    func contradictions() throws {
        let parameters = """
            code,medium,unit,decimals,symbol,station_symbol,molar_mass,instrument_min,instrument_max,source
            a,air,ug/m3,1,A,,,,,x
            b,air,ug/m3,1,B,,,,,x
            """
        func load(_ aliases: String, parameters: String = parameters) throws {
            _ = try ParameterCatalogue(
                parameters: ReferenceTable(file: "p.csv", csv: parameters),
                aliases: ReferenceTable(file: "a.csv", csv: "alias,parameter,source\n" + aliases),
                unitAliases: ReferenceTable(file: "u.csv", csv: "alias,unit,source\n"),
                conversions: ReferenceTable(file: "c.csv", csv: "from,to,factor,offset,by_molar_mass,source\n"),
                molarVolume: 24.45)
        }
        try load("AA,a,x\n")
        #expect(throws: ReferenceError.badValue(file: "a.csv", line: 2, column: "alias", value: "b")) {
            try load("b,a,x\n")
        }
        #expect(throws: ReferenceError.badValue(file: "a.csv", line: 2, column: "parameter", value: "z")) {
            try load("zz,z,x\n")
        }
        #expect(throws: ReferenceError.raggedRow(file: "a.csv", line: 2)) { try load("zz,z\n") }
        #expect(throws: ReferenceError.self) {
            try load("", parameters: parameters.replacing("a,air,ug/m3,1", with: "a,air,ug/m3,one"))
        }
    }
}
