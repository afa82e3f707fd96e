// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// Reads the tables that the collection of national records flattened to text:
/// cell follows cell without sign between. Where that leaves a doubt, the words
/// are kept as they stand and the reading says that it could not be made.
enum FlatTables {
    static let nothing = "Không có thông tin"
    private static let row = Pattern(
        "(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(?=[0-9]|Không có thông tin)", ignoringCase: false)
    private static let name = Pattern("^(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)", ignoringCase: false)
    private static let time = Pattern(
        "^([0-9][0-9.,]*) ?(Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng)", ignoringCase: false)
    private static let bareTime = Pattern("^([0-9]{1,3})(?=Miễn phí|Không có thông tin)", ignoringCase: false)
    private static let fee = Pattern("^([0-9][0-9.,]*) ?(VNĐ|Việt Nam Đồng|USD)", ignoringCase: false)
    private static let odd = Pattern("^(.*?)(?=Miễn phí|Không có thông tin|$)", ignoringCase: false)

    /// Rows of "Hình thức nộp · Thời gian · Phí, lệ phí · Mô tả".
    static func channels(in text: String) -> [Procedure.Channel] {
        let body = text.replacing("Hình thức nộpThời gianPhí, lệ phíMô tả", with: "") as NSString
        var starts = row.found(in: body as String).map(\.place.location)
        if starts.first != 0, name.matches(body as String) { starts.insert(0, at: 0) }
        return starts.indices.compactMap { index in
            let end = index + 1 < starts.count ? starts[index + 1] : body.length
            let part = body.substring(with: NSRange(location: starts[index], length: end - starts[index]))
            return name.prefix(of: part).flatMap { found in
                found.groups[1].flatMap(Procedure.Channel.Kind.init).map { channel($0, found.rest) }
            }
        }
    }

    private static func channel(_ kind: Procedure.Channel.Kind, _ cells: String) -> Procedure.Channel {
        var rest = cells
        var printed = Procedure.PrintedTime(text: "", count: nil, unit: nil)
        var isMerged = false
        if rest.hasPrefix(nothing) {
            rest.removeFirst(nothing.count)
        } else if let (groups, after) = time.prefix(of: rest) {
            printed = .init(text: groups[0] ?? "", count: groups[1].flatMap { Int($0) }, unit: groups[2])
            rest = after
        } else if let (groups, after) = bareTime.prefix(of: rest) {
            printed = .init(text: groups[1] ?? "", count: groups[1].flatMap { Int($0) }, unit: nil)
            rest = after
        } else if fee.matches(rest) {
            // `120 VNĐ` may be one day and 20 đồng, or 120 đồng.
            isMerged = true
            printed.text = fee.prefix(of: rest)?.groups[0] ?? ""
        } else if let (groups, after) = odd.prefix(of: rest), !after.isEmpty {
            printed.text = (groups[0] ?? "").tidied()
            rest = after
        }
        let (fee, after) = fee(rest, isMerged: isMerged)
        let (note, description) = note(after)
        return Procedure.Channel(
            kind: kind, time: printed, fee: fee, feeNote: note, description: description.tidied(lines: true))
    }

    private static func fee(_ text: String, isMerged: Bool) -> (Procedure.PrintedFee, rest: String) {
        if text.hasPrefix("Miễn phí") {
            return (.init(kind: .free, text: "Miễn phí", amount: 0, currency: nil), String(text.dropFirst(8)))
        }
        if text.hasPrefix(nothing) {
            return (.init(kind: .unstated, text: "", amount: nil, currency: nil), String(text.dropFirst(nothing.count)))
        }
        guard let (groups, rest) = fee.prefix(of: text) else {
            return (.init(kind: .unstated, text: "", amount: nil, currency: nil), text)
        }
        let amount = Int((groups[1] ?? "").replacing(",", with: "").replacing(".", with: ""))
        if isMerged || amount == nil {
            return (.init(kind: .unreadable, text: groups[0] ?? "", amount: nil, currency: nil), rest)
        }
        let currency = groups[2] == "USD" ? "USD" : "VND"
        return (.init(kind: .amount, text: groups[0] ?? "", amount: amount, currency: currency), rest)
    }

    /// What stands in brackets behind the fee, and what follows.
    private static func note(_ text: String) -> (String, String) {
        guard text.first == "(" else { return ("", text) }
        var depth = 0
        for (index, character) in zip(text.indices, text) {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth == 0 {
                let inside = text[text.index(after: text.startIndex)..<index]
                return (String(inside).tidied(), String(text[text.index(after: index)...]))
            }
        }
        return (String(text.dropFirst()).tidied(), "")
    }
}
