// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation

/// A form somebody is filling in: theirs alone, kept until it is handed in,
/// deleted, or long untouched.
package struct Draft: Hashable, Sendable {
    package typealias ID = Identifier<Draft>

    /// How long one is kept that nobody touches.
    package static let life = Duration.days(90)
    /// How many one person may have at a time.
    package static let most = 50

    package let id: ID
    /// The identity of whoever signed in.
    package let citizen: String
    package let procedure: String
    /// The version of the definition it was last saved with; 0 for the generic one.
    package var definition: Int
    /// The page that was saved last.
    package var place: String
    /// Counted up with every change.
    package var revision: Int
    package let createdAt: Instant
    package var changedAt: Instant
    package var content: DraftContent

    package var expiresAt: Instant { changedAt + Self.life }
}

/// How a paper comes to the office.
package enum PaperWay: String, CaseIterable, Codable, Hashable, Sendable {
    case counter, upload, database, held

    /// The ways a paper may come by, the least trouble first.
    package static func ways(of paper: ProcedureDefinition.Paper) -> [PaperWay] {
        var ways: [PaperWay] = []
        if paper.sources.contains(.database) { ways.append(.database) }
        if paper.sources.contains(.held) { ways.append(.held) }
        if paper.sources.contains(.upload) { ways.append(.upload) }
        // Whoever cannot send a file brings the paper.
        if paper.sources.contains(.counter) || ways.isEmpty || paper.sources.contains(.upload) { ways.append(.counter) }
        return ways
    }
}

/// What a draft tells of people: sealed as one.
package struct DraftContent: Hashable, Sendable {
    package var answers: [String: Answer] = [:]
    /// Questions whose answer was put in from what the city knows, and still stands.
    package var prefilled: Set<String> = []
    package var papers: [String: PaperWay] = [:]
    /// What was sent for each paper, in the order it came.
    package var files: [String: [DraftFile]] = [:]
    /// In which revision each page was last saved: two windows disturb each
    /// other only on the same page.
    package var saved: [String: Int] = [:]
    /// What became of it.
    package var submitted: SubmittedDossier?

    package init() {}
}

extension DraftContent {
    /// How it is written down before it is sealed.
    private struct Kept: Codable {
        struct Value: Codable {
            var text: String?
            var number: Int64?
            var day: String?
        }

        var answers: [String: Value]
        var prefilled: [String]
        var papers: [String: PaperWay]
        /// Missing in what was written before files could be sent.
        var files: [String: [DraftFile]]?
        var saved: [String: Int]
        var submitted: SubmittedDossier?
    }

    func encoded() throws -> [UInt8] {
        let values = answers.mapValues { answer in
            switch answer {
            case .text(let text): Kept.Value(text: text)
            case .number(let number): Kept.Value(number: number)
            case .day(let day): Kept.Value(day: day.iso8601)
            }
        }
        return Array(
            try JSONEncoder().encode(
                Kept(
                    answers: values, prefilled: prefilled.sorted(), papers: papers, files: files, saved: saved,
                    submitted: submitted)))
    }

    init(decoding bytes: [UInt8]) throws {
        let kept = try JSONDecoder().decode(Kept.self, from: Data(bytes))
        answers = kept.answers.compactMapValues { value in
            value.text.map(Answer.text) ?? value.number.map(Answer.number)
                ?? value.day.flatMap { CivilDay(iso8601: $0) }.map(Answer.day)
        }
        prefilled = Set(kept.prefilled)
        papers = kept.papers
        files = kept.files ?? [:]
        saved = kept.saved
        submitted = kept.submitted
    }
}
