// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// Which columns of a list say what: found by their titles, as the portal's
/// exports and the collected table of the catalogue write them.
struct HeadColumns {
    /// Titles, folded, by what the column says.
    private static let titles: [String: [String]] = [
        "code": ["ma so", "ma thu tuc", "ma tthc"],
        "name": ["ten", "ten thu tuc", "ten thu tuc hanh chinh"],
        "issuer": ["co quan ban hanh"],
        "executing": ["co quan thuc hien"],
        "competent": ["co quan co tham quyen"],
        "coordinating": ["co quan phoi hop"],
        "field": ["linh vuc"],
        "levels": ["cap thuc hien"],
        "kind": ["loai thu tuc"],
        "subjects": ["doi tuong thuc hien"],
        "decision": ["so quyet dinh"],
        "source": ["detail url"],
    ]

    private var places: [String: Int] = [:]
    private var words: [String: String] = [:]

    /// - Returns: `nil` unless code, name and field have a column.
    init?(_ cells: [Int: String]) {
        for (place, title) in cells.sorted(by: { $0.key < $1.key }) {
            let key = title.searchKey
            guard let (column, _) = Self.titles.first(where: { $0.value.contains(key) }), places[column] == nil else {
                continue
            }
            places[column] = place
            words[column] = title.tidied()
        }
        guard places["code"] != nil, places["name"] != nil, places["field"] != nil else { return nil }
    }

    func place(of column: String) -> Int? { places[column] }

    func title(of column: String) -> String { words[column] ?? column }

    /// What a row says of a procedure: its head.
    func record(_ cells: [Int: String]) -> CatalogueRecord {
        var own: [String: String] = [:]
        for (column, place) in places {
            let text = (cells[place] ?? "").tidied(lines: true)
            own[column] = text == FlatTables.nothing ? "" : text
        }
        func text(_ column: String) -> String {
            (own[column] ?? "").split(separator: "\n").map { String($0).tidied() }.filter { !$0.isEmpty }
                .joined(separator: ", ")
        }
        let procedure = Procedure(
            code: text("code"), name: text("name"), decision: text("decision"), field: text("field"),
            levels: text("levels").components(separatedBy: ", ").filter { !$0.isEmpty }, kind: text("kind"),
            subjects: text("subjects"), steps: "", channels: [], cases: [], results: [], legalBases: [],
            requirements: "",
            bodies: .init(
                executing: text("executing"), competent: text("competent"), authorised: "",
                coordinating: text("coordinating"), reception: ""),
            source: text("source"), head: .init(issuer: text("issuer")))
        own["source"] = nil
        own["head"] = "1"
        return CatalogueRecord(procedure, digest: CatalogueRecord.digest(of: own))
    }
}
