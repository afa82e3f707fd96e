// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Web

/// What applicants are asked about how their dossier was dealt with, from a day
/// on (`Reference/ratings/ballots.json`, where each names its source).
struct Ballot: Decodable, Hashable, Sendable {
    struct Question: Decodable, Hashable, Sendable {
        let code: String
        /// From very satisfied to very dissatisfied.
        let scale: Bool?
        let options: [String]?

        /// The answers there are, as they are kept.
        var answers: [String] { scale == true ? Ballot.steps : options ?? [] }

        /// Nothing else has to be answered.
        var isRequired: Bool { code == Ballot.overall }

        var title: Message { Message("dossiers.rating.question.\(code)") }

        func name(of answer: String) -> Message {
            Message(scale == true ? "dossiers.rating.step.\(answer)" : "dossiers.rating.\(code).\(answer)")
        }
    }

    let code: String
    let validFrom: CivilDay
    let source: String
    let questions: [Question]

    /// The question that the share of the satisfied is taken from.
    static let overall = "overall"
    static let steps = ["5", "4", "3", "2", "1"]
    /// The steps that count as satisfied.
    static let satisfied: Set = ["5", "4"]

    private enum CodingKeys: String, CodingKey {
        case code, source, questions
        case validFrom = "valid-from"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        code = try fields.decode(String.self, forKey: .code)
        source = try fields.decode(String.self, forKey: .source)
        questions = try fields.decode([Question].self, forKey: .questions)
        guard let day = CivilDay(iso8601: try fields.decode(String.self, forKey: .validFrom)),
            questions.contains(where: { $0.code == Self.overall && $0.scale == true }),
            questions.allSatisfy({ !$0.answers.isEmpty })
        else {
            throw DecodingError.dataCorruptedError(forKey: .validFrom, in: fields, debugDescription: code)
        }
        validFrom = day
    }

    /// The ballots that come with the program, the latest first.
    ///
    /// - Throws: When the program's own file is missing or not as it should be.
    static func shipped() throws -> [Ballot] {
        struct File: Decodable { let ballots: [Ballot] }
        let file = DossiersResources.reference.appendingPathComponent("ratings/ballots.json")
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).ballots
            .sorted { $0.validFrom > $1.validFrom }
    }
}

/// A ballot filled in.
struct Rating: Hashable, Sendable {
    /// By the question's code.
    var answers: [String: String]
    /// What was written besides; empty for nothing.
    var words: String

    static let mostWords = 1_000
}
