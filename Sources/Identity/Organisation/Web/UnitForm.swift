// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The questions about a unit, for making one and for changing one.
struct UnitForm {
    var scheme = NationalList.scheme
    var code = ""
    var name = ""
    var nameEnglish = ""
    var kind = "ward"
    /// The code of the unit above, in the same scheme.
    var parent = ""
    var parentScheme = ""
    var act = ""
    var from = ""
    var errors = FormErrors()

    init(from day: CivilDay) { from = day.iso8601 }

    init(_ version: OrgUnit.Version, in chart: OrgChart, from day: CivilDay) {
        scheme = version.scheme
        code = version.code
        name = version.name
        nameEnglish = version.nameEnglish
        kind = version.kind
        let above = version.parent.flatMap { chart[$0]?.nearest(to: day) }
        parent = above?.code ?? ""
        parentScheme = above?.scheme ?? ""
        act = version.act
        from = day.iso8601
    }

    init(_ form: FormInput) {
        scheme = form["scheme"]
        code = form["code"]
        name = form["name"]
        nameEnglish = form["name-en"]
        kind = form["kind"]
        parent = form["parent"]
        parentScheme = form["parent-scheme"]
        act = form["act"]
        from = form["from"]
    }

    /// What the form says, or `nil` with its errors set.
    mutating func description(_ form: FormInput, in chart: OrgChart) -> (Organisation.Description, CivilDay)? {
        if name.isEmpty { errors.add("name", Message("identity.org.import.name-missing")) }
        if code.isEmpty { errors.add("code", Message("identity.org.import.code-missing")) }
        guard let day = form.day("from") else {
            errors.add("from", Message("identity.org.import.from-unreadable"))
            return nil
        }
        var above: OrgUnit.ID?
        if !parent.isEmpty {
            let schemes = [parentScheme, scheme, NationalList.scheme].filter { !$0.isEmpty }
            let code = parent
            above = schemes.compactMap { chart.unit(scheme: $0, code: code, on: day)?.id }.first
            if above == nil {
                errors.add("parent", Message("identity.org.import.parent-unknown", ["code": .text(parent)]))
            }
        }
        guard errors.isEmpty else { return nil }
        return (
            Organisation.Description(
                scheme: scheme, code: code, name: name, nameEnglish: nameEnglish, kind: kind, parent: above, act: act),
            day
        )
    }

    func fields(_ names: UnitNames, fromLabel: String) -> HTML {
        """
        \(FormField.text("name", label: Message("identity.org.field.name"), value: name, hint: Message("identity.org.field.name-hint"), error: errors["name"], width: 40, autocomplete: "off", maxLength: 200))\
        \(FormField.text("name-en", label: Message("identity.org.field.name-en"), value: nameEnglish, width: 40, isOptional: true, maxLength: 200))\
        \(FormField.select("kind", label: Message("identity.org.field.kind"), options: names.kindChoices, value: kind))\
        \(FormField.text("code", label: Message("identity.org.field.code"), value: code, error: errors["code"], width: 12, maxLength: 32))\
        \(FormField.text("scheme", label: Message("identity.org.field.scheme"), value: scheme, hint: Message("identity.org.field.scheme-hint"), width: 12, maxLength: 32))\
        \(FormField.text("parent", label: Message("identity.org.field.parent"), value: parent, hint: Message("identity.org.field.parent-hint"), error: errors["parent"], width: 12, isOptional: true, maxLength: 32))\
        <input type="hidden" name="parent-scheme" value="\(parentScheme)">\
        \(FormField.text("from", label: Message(fromLabel), value: from, error: errors["from"], kind: .date))\
        \(FormField.text("act", label: Message("identity.org.field.act"), value: act, hint: Message("identity.org.field.act-hint"), width: 60, isOptional: true, maxLength: 300))
        """
    }
}
