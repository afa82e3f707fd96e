// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
import Web

/// What stands at the head of every form: who writes, about which dossier, and
/// where it is followed.
package struct FormHead: Sendable {
    /// Whose form it is: `UBND phường Tân Ninh`.
    package var office: String
    /// The part of it that writes: `Trung tâm Phục vụ hành chính công`.
    package var section: String
    /// The dossier's code.
    package var code: String
    /// The short key to follow it without an account; empty where there is none.
    package var key: String
    /// Where the QR code leads: the whole address.
    package var address: String
    /// `Tân Ninh`
    package var place: String
    package var day: CivilDay

    package init(
        office: String, section: String, code: String, key: String, address: String, place: String, day: CivilDay
    ) {
        self.office = office
        self.section = section
        self.code = code
        self.key = key
        self.address = address
        self.place = place
        self.day = day
    }
}

/// The person a form is for.
package struct FormParty: Sendable {
    package var name: String
    package var address: String
    package var phone: String
    package var email: String

    package init(name: String, address: String = "", phone: String = "", email: String = "") {
        self.name = name
        self.address = address
        self.phone = phone
        self.email = email
    }
}

/// Why a form is not printed: one without its content would bind nobody and mislead.
package enum FormProblem: Error, Hashable, Sendable {
    /// The field that has nothing in it, as the value names it.
    case missing(String)
}

/// The frame of the national forms of Circular 03/2025/TT-VPCP, annex I.
struct FormSheet {
    enum Paper: String { case a5 = "A5", a4 = "A4", a4Landscape = "A4 landscape" }

    /// A place to sign: who signs there, and the name below where it is known.
    struct Signature {
        let role: Message
        let name: String
    }

    /// `Mẫu số 01` to `07`; `nil` for what is none of them.
    let number: Int?
    let paper: Paper
    let head: FormHead
    let title: Message
    let body: HTML
    let signatures: [Signature]

    func document(in wording: Wording) -> PrintedDocument {
        PrintedDocument(html: page(wording.language.rawValue).rendered(in: wording))
    }

    private func page(_ language: String) -> HTML {
        """
        <!doctype html><html lang="\(language)"><head><meta charset="utf-8"><title>\(title)</title>\
        <style>@page { size: \(paper.rawValue); \(paper == .a5 ? Self.small : Self.large) }\(Self.style)</style></head>
        <body>\(number.map { "<p class=\"form\">\(say: "dossiers.form.number", ["number": .text(Self.twoDigits($0))])</p>" as HTML })
        <table class="head"><tr><td><p>\(head.office)</p><p class="strong">\(head.section)</p>\
        <p>\(say: "dossiers.form.code", ["code": .text(head.code)])</p></td>\
        <td><p class="strong">\(say: "dossiers.form.country")</p><p class="motto">\(say: "dossiers.form.motto")</p>\
        <p class="place">\(Self.written(head.day, at: head.place))</p></td></tr></table>
        <h1>\(title)</h1>
        \(code)\(body)
        <table class="signatures"><tr>\(HTML.each(signatures, Self.place(of:)))</tr></table></body></html>
        """
    }

    private static func place(of signature: Signature) -> HTML {
        """
        <td><p class="strong">\(signature.role)</p><p class="hint">\(say: "dossiers.form.sign")</p>\
        <p class="name">\(signature.name)</p></td>
        """
    }

    private var code: HTML {
        guard !head.address.isEmpty else { return .empty }
        return """
            <div class="code">\(QRPicture(head.address, words: head.address))<p>\(say: "dossiers.form.follow")</p>\
            \(head.key.isEmpty ? .empty : "<p>\(say: "dossiers.form.key", ["key": .text(head.key)])</p>" as HTML)</div>
            """
    }

    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// `Tân Ninh, ngày 05 tháng 12 năm 2026`: days and months below ten and two with a zero, as letters have it.
    static func written(_ day: CivilDay, at place: String) -> HTML {
        let message = Message(
            "dossiers.form.place",
            [
                "place": .text(place), "day": .text(twoDigits(day.day)),
                "month": .text(day.month < 3 ? twoDigits(day.month) : String(day.month)),
                "year": .text(String(day.year)),
            ])
        return "\(message)"
    }

    /// `14 giờ 05 phút, ngày 30/11/2026`
    static func written(_ moment: Instant) -> HTML { "\(moment, .clock), \(moment, .date)" }

    /// A line with its name; dots where nothing is known, so that it can be written by hand.
    static func line(_ key: String, _ content: HTML?) -> HTML {
        "<p class=\"line\"><span>\(Message("dossiers.form.\(key)")):</span> \(content ?? "<span class=\"dots\"></span>")</p>"
    }

    static func line(_ key: String, text: String) -> HTML { line(key, text.isEmpty ? nil : "\(text)") }

    static func party(_ party: FormParty, _ key: String = "received-from") -> HTML {
        """
        \(line(key, text: party.name))\(line("address", text: party.address))\
        <table class="pair"><tr><td>\(line("phone", text: party.phone))</td>\
        <td>\(line("email", text: party.email))</td></tr></table>
        """
    }

    static func list(_ items: [String]) -> HTML { "<ol>\(HTML.each(items) { "<li>\($0)</li>" })</ol>" }

    private static let small: HTML = "margin: 10mm 11mm;"
    private static let large: HTML = "margin: 15mm 15mm 15mm 20mm;"

    /// Black on white: forms are printed, copied and sent by fax still.
    private static let style: HTML = """
        body { font: 9.5pt/1.4 "Liberation Serif", "Noto Serif", "DejaVu Serif", serif; color: #000; margin: 0; }
        p { margin: 0 0 1mm; } h1 { font-size: 12.5pt; text-align: center; margin: 3mm 0; text-transform: uppercase; }
        .form { text-align: right; font-style: italic; font-size: 8pt; } .strong { font-weight: bold; }
        table { width: 100%; border-collapse: collapse; } .head td { width: 50%; text-align: center; vertical-align: top; }
        .motto { font-weight: bold; text-decoration: underline; } .place { font-style: italic; margin-top: 1mm; }
        .code { float: right; width: 27mm; margin: 0 0 2mm 4mm; text-align: center; font-size: 7pt; line-height: 1.25; }
        .check { width: 38mm; } .check svg { width: 38mm; height: 38mm; } .check .strong { white-space: nowrap; }
        .code:not(.check) svg { width: 27mm; height: 27mm; } .line { overflow-wrap: anywhere; } ol { margin: 0 0 1mm; padding-left: 6mm; }
        .dots { border-bottom: 0.5pt dotted #000; display: inline-block; width: 45mm; }
        .pair td { width: 50%; padding: 0; vertical-align: top; }
        .grid { margin: 1mm 0 2mm; } .grid th, .grid td { border: 0.5pt solid #000; padding: 0.6mm 1mm; vertical-align: top;
        overflow-wrap: anywhere; } .grid th { font-weight: bold; text-align: center; } .grid thead { display: table-header-group; }
        .grid .count { text-align: right; } .wide { font-size: 7.5pt; table-layout: fixed; }
        .signatures { margin-top: 5mm; page-break-inside: avoid; }
        .signatures td { text-align: center; vertical-align: top; } .hint { font-style: italic; font-size: 8pt; }
        .name { margin-top: 14mm; font-weight: bold; } tr { page-break-inside: avoid; }
        """
}

extension FormProblem {
    /// - Throws: `.missing` for a text of nothing but blanks.
    static func require(_ text: String, _ name: String) throws(FormProblem) {
        guard text.contains(where: { !$0.isWhitespace }) else { throw .missing(name) }
    }

    static func require(_ head: FormHead) throws(FormProblem) {
        try require(head.office, "office")
        try require(head.code, "code")
    }
}
