// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

extension FlatTables {
    private static let papersHead = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
    /// A quantity of the table stands against the paper's name; one written in
    /// the name itself (`: 01 bản chụp`) has a blank before it or a leading nought.
    private static let quantity = Pattern(
        "(?<=[^\\s0-9])(0|[1-9][0-9]?) bản chính(?:,([0-9]{1,2}) bản sao)?|(?<=[^\\s0-9])([1-9][0-9]?) bản sao",
        ignoringCase: false)

    /// Papers grouped by case; a case's name stands before its table.
    static func cases(in text: String) -> [Procedure.PaperCase] {
        let parts = text.components(separatedBy: papersHead)
        guard parts.count > 1 else {
            let words = text.tidied(lines: true)
            return words.isEmpty || words == nothing ? [] : [.init(name: "", papers: [], notes: [words])]
        }
        var cases: [Procedure.PaperCase] = []
        var name = parts[0]
        for part in parts.dropFirst() {
            var (one, rest) = rows(of: part)
            one.name = caseName(name)
            name = rest
            cases.append(one)
        }
        let rest = name.tidied(lines: true)
        if !rest.isEmpty { cases[cases.count - 1].notes.append(rest) }
        return cases
    }

    private static func rows(of part: String) -> (Procedure.PaperCase, rest: String) {
        var one = Procedure.PaperCase(name: "", papers: [], notes: [])
        let whole = part as NSString
        var start = 0
        for (place, groups) in quantity.found(in: part) {
            let name = whole.substring(with: NSRange(location: start, length: place.location - start))
            start = place.location + place.length
            let words = name.tidied(lines: true)
            let originals = groups[1].flatMap { Int($0) } ?? 0
            let copies = (groups[2] ?? groups[3]).flatMap { Int($0) } ?? 0
            if originals == 0, copies == 0 {
                one.notes.append(words)
            } else {
                one.papers.append(.init(name: words, originals: originals, copies: copies))
            }
        }
        return (one, whole.substring(from: start))
    }

    private static func caseName(_ text: String) -> String {
        var name = text.tidied()
        while let last = name.last, ":-* ".contains(last) { name.removeLast() }
        while let first = name.first, "-* ".contains(first) { name.removeFirst() }
        return name
    }

    private static let nationalResult = Pattern("^(KQ\\.[0-9A-Z]{2,4}\\.[0-9]{6})", ignoringCase: false)
    private static let anyResult = Pattern(
        "^([0-9A-Z.\\-]+?)(?=[A-ZĐ]?[a-zà-ỹ]|\\s|$|[^0-9A-Z.\\-])", ignoringCase: false)

    /// `Giấy khai sinhMã: KQ.G15.000031Từ khóa…`
    static func results(in text: String) -> [Procedure.Result] {
        let own = text.components(separatedBy: "Từ khóa")[0]
        let parts = own.components(separatedBy: "Mã: ")
        guard parts.count > 1 else { return [] }
        var results: [Procedure.Result] = []
        var name = parts[0]
        for part in parts.dropFirst() {
            let found = nationalResult.prefix(of: part) ?? anyResult.prefix(of: part)
            results.append(.init(name: name.tidied(), code: (found?.groups[1] ?? "").tidied()))
            name = found?.rest ?? part
        }
        return results
    }

    /// The number of a text stands against its name, and may stand in it too.
    private static let number = Pattern(
        #"""
        (?<=[^\s0-9/])(?<!/QH)[0-9]{1,4}(?:\.[0-9]+)?/[0-9]{4}/(?:QH[0-9]{2}|\#
        [A-ZĐ]+[0-9]*(?:-[A-ZĐ]+(?![a-zà-ỹ]))*(?![a-zà-ỹ]))|(?<=QH[0-9]{2})[0-9]{1,4}/[0-9]{4}/QH[0-9]{2}
        """#, ignoringCase: false)

    static func legalBases(in text: String) -> [Procedure.LegalBasis] {
        let body = text.replacing("Tên văn bản pháp lýMã văn bản", with: "")
        let whole = body as NSString
        var bases: [Procedure.LegalBasis] = []
        var start = 0
        for (place, groups) in number.found(in: body) {
            let name = whole.substring(with: NSRange(location: start, length: place.location - start)).tidied()
            start = place.location + place.length
            bases.append(.init(name: name, number: groups[0] ?? ""))
        }
        let rest = whole.substring(from: start).tidied()
        if !rest.isEmpty, rest != nothing { bases.append(.init(name: rest, number: "")) }
        return bases
    }
}
