// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// What somebody typed about a station, as text until it is understood.
struct StationForm: Sendable {
    var code = ""
    var name = ""
    var nameEnglish = ""
    var medium = "air"
    var latitude = ""
    var longitude = ""
    var unitCode = ""
    var owner = ""
    var periodMinutes = "5"
    var waterClass = ""
    var waterBody = WaterBody.flowing.rawValue
    var source = ""
    var isReplayed = false
    var isInService = true
    /// From which day the description holds.
    var validFrom = ""
    var errors = FormErrors()

    init() {}

    init(_ form: FormInput) {
        code = form["code"]
        name = form["name"]
        nameEnglish = form["name-english"]
        medium = form["medium"]
        latitude = form["latitude"]
        longitude = form["longitude"]
        unitCode = form["unit-code"]
        owner = form["owner"]
        periodMinutes = form["period"]
        waterClass = form["water-class"]
        waterBody = form["water-body"]
        source = form["source"]
        isReplayed = form.isChecked("replayed")
        isInService = form.isChecked("in-service")
        validFrom = form["valid-from"]
    }

    init(_ station: Station, on day: CivilDay) {
        let said = station.version.description
        code = station.code
        name = said.name
        nameEnglish = said.nameEnglish
        medium = said.medium.rawValue
        latitude = "\(said.place.latitude)"
        longitude = "\(said.place.longitude)"
        unitCode = said.unitCode
        owner = said.owner
        periodMinutes = CSVNumber.text(said.period.inSeconds / 60)
        waterClass = said.waterClass ?? ""
        waterBody = said.waterBody.rawValue
        source = said.source
        isReplayed = said.isReplayed
        isInService = said.isInService
        validFrom = day.iso8601
    }

    /// The description, or `nil` with `errors` saying what is wrong.
    mutating func description(_ form: FormInput) -> (said: Station.Description, from: CivilDay)? {
        let medium = StationOverview.Medium(rawValue: medium)
        if medium == nil { errors.add("medium", Message("environment.form.medium-missing")) }
        var place: GeoPoint?
        if let latitude = form.decimal("latitude") {
            if let longitude = form.decimal("longitude") {
                place = GeoPoint(latitude: latitude, longitude: longitude)
                if place == nil { errors.add("latitude", Message("environment.error.station-place-outside")) }
            } else {
                errors.add("longitude", Message("environment.form.longitude-unreadable"))
            }
        } else {
            errors.add("latitude", Message("environment.form.latitude-unreadable"))
        }
        let minutes = form.decimal("period") ?? 0
        if !(minutes > 0 && minutes <= 1_440) { errors.add("period", Message("environment.error.station-bad-period")) }
        let day = form.day("valid-from")
        if day == nil { errors.add("valid-from", Message("environment.form.day-unreadable")) }
        for (field, text, limit) in [
            ("name", name, 200), ("name-english", nameEnglish, 200), ("owner", owner, 200), ("source", source, 300),
            ("unit-code", unitCode, 20),
        ] where text.count > limit {
            errors.add(field, Message("environment.form.too-long", ["limit": .count(limit)]))
        }
        guard let medium, let place, let day else { return nil }
        let said = Station.Description(
            name: name, nameEnglish: nameEnglish, medium: medium, place: place, unitCode: unitCode, owner: owner,
            period: .seconds(Int((minutes * 60).rounded())), waterClass: waterClass.isEmpty ? nil : waterClass,
            waterBody: WaterBody(rawValue: waterBody) ?? .flowing, source: source, isReplayed: isReplayed,
            isInService: isInService)
        do {
            let checked = try said.checked()
            return errors.isEmpty ? (checked, day) : nil
        } catch {
            add(error)
            return nil
        }
    }

    /// Puts an error of the domain beside its field.
    mutating func add(_ error: StationError) {
        let field =
            switch error {
            case .unknown, .codeTaken, .badCode: "code"
            case .nameMissing, .nameTooLong: "name"
            case .badPeriod: "period"
            case .placeOutsideVietNam: "latitude"
            case .ownerMissing: "owner"
            case .sourceMissing: "source"
            case .badWaterClass: "water-class"
            case .beginsTooEarly: "valid-from"
            }
        errors.add(field, error.answer.message)
    }
}
