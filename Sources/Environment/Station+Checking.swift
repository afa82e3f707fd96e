// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

extension Station {
    /// A station's code as it is stored: capital letters, digits, `-` and `.`,
    /// 2 to 32 of them.
    ///
    /// - Throws: `StationError.badCode`.
    package static func code(from text: String) throws(StationError) -> String {
        let code = text.tidied().uppercased()
        let isProper = code.utf8.allSatisfy { byte in
            (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
        }
        guard isProper, (2...32).contains(code.utf8.count), !code.contains("..") else {
            throw .badCode(String(text.prefix(64)))
        }
        return code
    }
}

extension Station.Description {
    /// The description as it is stored: texts tidied, the source and English
    /// name filled from what is there.
    ///
    /// - Throws: The first `StationError` in the order of the form's fields.
    package func checked() throws(StationError) -> Self {
        var checked = self
        checked.name = name.tidied()
        checked.nameEnglish = nameEnglish.tidied().isEmpty ? checked.name : nameEnglish.tidied()
        checked.owner = owner.tidied()
        checked.source = source.tidied().isEmpty ? checked.owner : source.tidied()
        checked.unitCode = unitCode.tidied()
        checked.waterClass = waterClass.map { $0.tidied().uppercased() }
        if checked.waterClass?.isEmpty == true { checked.waterClass = nil }
        if medium != .water { checked.waterBody = .flowing }

        guard !checked.name.isEmpty else { throw .nameMissing }
        guard max(checked.name.count, checked.nameEnglish.count) <= 200 else { throw .nameTooLong }
        guard (.seconds(1) ... .days(1)).contains(period) else { throw .badPeriod }
        // Degrees the other way round fall outside: the commonest mistake of all.
        guard (4...24).contains(place.latitude), (100...118).contains(place.longitude) else {
            throw .placeOutsideVietNam
        }
        // A replayed station has a source and no owner here.
        guard !checked.owner.isEmpty || !checked.source.isEmpty else { throw .ownerMissing }
        guard !checked.source.isEmpty else { throw .sourceMissing }
        if let name = checked.waterClass {
            guard medium == .water, ["A", "B", "C", "D"].contains(name) else { throw .badWaterClass(name) }
        }
        return checked
    }
}
