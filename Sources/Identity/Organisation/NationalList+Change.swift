// SPDX-License-Identifier: Apache-2.0

import Basics

extension NationalList {
    private static let districts = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025"
    private static let provinces = "Nghị quyết số 202/2025/QH15"
    private static let tayNinh = "Nghị quyết số 1682/NQ-UBTVQH15 ngày 16/6/2025"
    private static let listBefore = "Danh mục đơn vị hành chính ngày 01/3/2025 (Cục Thống kê), qua dvhcvn/data"
    private static let listAfter =
        "Danh mục đơn vị hành chính hai cấp (Cục Thống kê), qua thanglequoc/vietnamese-provinces-database"
    private static let mapping = "dvhcvn/20250701"

    /// What a unit's source says when only the list's own day is known.
    static let beginUnknown = "; ngày thành lập không có trong danh mục"

    /// Everything of the list that `chart` does not have yet.
    ///
    /// A unit that goes on undivided under its code, kind and name stays the
    /// same unit and only changes its place in the tree.
    func change(to chart: OrgChart, at now: Instant) -> OrgChange {
        var change = OrgChange()
        let provinceBefore = Dictionary(before.map { ($0.code, $0.parent) }, uniquingKeysWith: { $1 })
        func isTayNinh(_ entry: Entry) -> Bool {
            entry.code == "72" || entry.parent == "72" || provinceBefore[entry.parent] == "72"
        }
        var number = 0
        func fresh() -> OrgUnit.ID {
            number += 1
            return OrgUnit.ID(at: now + .milliseconds(number / 500))
        }
        let fromCount = Dictionary(grouping: successions, by: \.from).mapValues(\.count)
        let toCount = Dictionary(grouping: successions, by: \.to).mapValues(\.count)
        let whole = Set(successions.filter(\.isWhole).map { "\($0.from) \($0.to)" })
        let entriesAfter = Dictionary(after.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        func goesOn(_ entry: Entry) -> Bool {
            guard let next = entriesAfter[entry.code] else { return false }
            return next.kind == entry.kind && next.name == entry.name && fromCount[entry.code] == 1
                && toCount[entry.code] == 1 && whole.contains("\(entry.code) \(entry.code)")
        }

        let continuing = Set(before.filter(goesOn).map(\.code))
        var idsBefore: [String: OrgUnit.ID] = [:]
        var idsAfter: [String: OrgUnit.ID] = [:]
        for entry in before {
            idsBefore[entry.code] =
                chart.unit(scheme: Self.scheme, code: entry.code, on: Self.reform - 1)?.id ?? fresh()
        }
        for entry in after {
            let held = chart.unit(scheme: Self.scheme, code: entry.code, on: Self.reform)?.id
            let same = continuing.contains(entry.code) ? idsBefore[entry.code] : nil
            idsAfter[entry.code] = held ?? same ?? fresh()
        }
        for entry in before {
            guard let id = idsBefore[entry.code], chart[id] == nil else { continue }
            let isOld = isTayNinh(entry)
            let begin = isOld ? Self.towns : Self.listed
            let source =
                isOld
                ? Self.listBefore + "; từ 01/02/2020 theo Nghị quyết 865/NQ-UBTVQH14 [from memory]"
                : Self.listBefore + Self.beginUnknown
            let parent = entry.parent.isEmpty ? nil : idsBefore[entry.parent]
            guard let first = Validity(from: begin, to: Self.reform) else { continue }
            var versions = [version(entry, first, parent, act: "", source: source)]
            if continuing.contains(entry.code), let next = entriesAfter[entry.code] {
                let parent = next.parent.isEmpty ? nil : idsAfter[next.parent]
                versions.append(
                    version(next, Validity(since: Self.reform), parent, act: act(of: next), source: Self.listAfter))
            }
            change.units[id] = OrgUnit(id: id, versions: versions)
        }
        for entry in after where !continuing.contains(entry.code) {
            guard let id = idsAfter[entry.code], chart[id] == nil else { continue }
            let parent = entry.parent.isEmpty ? nil : idsAfter[entry.parent]
            change.units[id] = OrgUnit(
                id: id,
                versions: [
                    version(entry, Validity(since: Self.reform), parent, act: act(of: entry), source: Self.listAfter)
                ])
        }
        change.successions = steps(
            chart, idsBefore, idsAfter, fromCount: fromCount, toCount: toCount, continuing: continuing,
            fresh: { Succession.ID(fresh().description) ?? Succession.ID(at: now) })
        return change
    }

    private func version(
        _ entry: Entry, _ validity: Validity, _ parent: OrgUnit.ID?, act: String, source: String
    ) -> OrgUnit.Version {
        OrgUnit.Version(
            validity: validity, scheme: Self.scheme, code: entry.code, name: entry.name,
            nameEnglish: entry.nameEnglish, kind: entry.kind, parent: parent, act: act, source: source)
    }

    private func act(of entry: Entry) -> String {
        if entry.parent.isEmpty { return Self.provinces }
        return entry.parent == "80" ? Self.tayNinh : ""
    }

    private func steps(
        _ chart: OrgChart, _ before: [String: OrgUnit.ID], _ after: [String: OrgUnit.ID], fromCount: [String: Int],
        toCount: [String: Int], continuing: Set<String>, fresh: () -> Succession.ID
    ) -> [Succession] {
        let known = Set(
            chart.successions.filter { $0.on == Self.reform }.map { "\($0.from) \($0.to?.description ?? "")" })
        let parents = Dictionary(self.after.map { ($0.code, $0.parent) }, uniquingKeysWith: { $1 })
        var steps: [Succession] = []
        for row in successions where !continuing.contains(row.from) {
            guard let from = before[row.from], let to = after[row.to], !known.contains("\(from) \(to)") else {
                continue
            }
            let kind: Succession.Kind =
                row.isWhole ? (toCount[row.to] == 1 ? .rename : .merge) : (toCount[row.to] == 1 ? .split : .part)
            let isProvince = row.from.count == 2
            let province = isProvince ? row.to : parents[row.to] ?? ""
            steps.append(
                Succession(
                    id: fresh(), from: from, to: to, kind: kind, share: row.isWhole ? 1 : nil, on: Self.reform,
                    act: isProvince ? Self.provinces : province == "80" ? Self.tayNinh : "", source: Self.mapping))
        }
        for entry in self.before where entry.code.count == 3 {
            guard let from = before[entry.code], !known.contains("\(from) ") else { continue }
            steps.append(
                Succession(
                    id: fresh(), from: from, to: nil, kind: .abolish, share: nil, on: Self.reform, act: Self.districts,
                    source: Self.listAfter))
        }
        return steps
    }
}
