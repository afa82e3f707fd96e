// SPDX-License-Identifier: Apache-2.0

/// An administrative procedure as one version of the national catalogue
/// describes it. Words are the catalogue's own; nothing in it was guessed.
package struct Procedure: Codable, Hashable, Sendable {
    /// `1.001193`: the same over time, whatever the version.
    package var code: String
    package var name: String
    /// The decision that published this version: `163/QĐ-BTP`.
    package var decision: String
    package var field: String
    /// Levels of government that carry it out, as the catalogue names them.
    package var levels: [String]
    package var kind: String
    package var subjects: String
    package var steps: String
    package var channels: [Channel]
    package var cases: [PaperCase]
    package var results: [Result]
    package var legalBases: [LegalBasis]
    package var requirements: String
    package var bodies: Bodies
    /// The record's page at its publisher.
    package var source: String
    /// What lists say of a procedure whose details are not known; `nil` for a whole record.
    package var head: Head?

    package var isHead: Bool { head != nil }

    /// What a list tells besides code, name and field.
    package struct Head: Codable, Hashable, Sendable {
        /// Who published it.
        package var issuer: String
    }

    /// A way of handing the dossier in, with its own time and fee.
    package struct Channel: Codable, Hashable, Sendable {
        package enum Kind: String, Codable, CaseIterable, Sendable {
            case online = "Trực tuyến"
            case post = "Dịch vụ bưu chính"
            case direct = "Trực tiếp"

            var code: String {
                switch self {
                case .online: "online"
                case .post: "post"
                case .direct: "direct"
                }
            }
        }

        package var kind: Kind
        package var time: PrintedTime
        package var fee: PrintedFee
        package var feeNote: String
        package var description: String
    }

    /// A time limit as it is printed.
    package struct PrintedTime: Codable, Hashable, Sendable {
        /// The words as they stand: `3 Ngày làm việc`; empty for none.
        package var text: String
        package var count: Int?
        /// The unit's word; `nil` where none is printed.
        package var unit: String?
    }

    /// A fee as it is printed.
    package struct PrintedFee: Codable, Hashable, Sendable {
        package enum Kind: String, Codable, Sendable { case free, amount, unstated, unreadable }
        package var kind: Kind
        /// The words as they stand: `7,000 Việt Nam Đồng`.
        package var text: String
        package var amount: Int?
        package var currency: String?
    }

    /// The papers of one case: a procedure may ask for others of others.
    package struct PaperCase: Codable, Hashable, Sendable {
        /// Empty where there is only one.
        package var name: String
        package var papers: [Paper]
        /// Rows of no original and no copy: said about the papers, not papers.
        package var notes: [String]
    }

    package struct Paper: Codable, Hashable, Sendable {
        package var name: String
        package var originals: Int
        package var copies: Int
    }

    package struct Result: Codable, Hashable, Sendable {
        package var name: String
        /// `KQ.G15.000031`; several procedures may share one.
        package var code: String
        /// Whether it is a slip that refuses: no result anybody asked for.
        package var isRefusal: Bool { name.lowercased().contains("từ chối") }
    }

    package struct LegalBasis: Codable, Hashable, Sendable {
        package var name: String
        package var number: String
    }

    package struct Bodies: Codable, Hashable, Sendable {
        package var executing: String
        package var competent: String
        package var authorised: String
        package var coordinating: String
        package var reception: String
    }
}

extension Procedure.PrintedTime {
    /// The limit, where the printed words leave no doubt of it.
    package var limit: TimeLimit? {
        guard let count, let unit = unit.flatMap({ Self.units[$0] }) else { return nil }
        return try? TimeLimit(count, unit)
    }

    /// "Giờ" alone is none of them: it may mean working hours or the clock's.
    private static let units: [String: TimeLimit.Unit] = [
        "Ngày làm việc": .workingDay, "Ngày": .calendarDay, "Giờ làm việc": .workingHour, "Tháng": .month,
    ]
}
