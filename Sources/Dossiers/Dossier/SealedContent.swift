// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ports

/// What people said in a dossier, as it is kept: sealed, each in its place.
struct SealedContent: Sendable {
    let seal: any PersonalSeal

    private static let (answersPurpose, applicantPurpose) = ("dossiers.answers", "dossiers.applicant")
    private static let (keyPurpose, wordsPurpose) = ("dossiers.key", "dossiers.words")
    private static let (findPurpose, draftPurpose) = ("dossiers.find", "dossiers.result-draft")
    private static let ratingPurpose = "dossiers.rating"

    /// Answers and who hands in for somebody else.
    struct Said: Codable {
        var answers: [String: String]
        var representation: Submission.Representation?
    }

    func sealed(
        _ answers: [String: Answer], _ representation: Submission.Representation?, at id: Dossier.ID
    ) throws -> String {
        let said = Said(answers: answers.mapValues(Self.text), representation: representation)
        return try seal.sealed([UInt8](JSONEncoder().encode(said)), for: Self.answersPurpose, at: id.description)
    }

    func answers(
        _ text: String, at id: Dossier.ID
    ) throws -> (answers: [String: Answer], representation: Submission.Representation?) {
        let bytes = try seal.opened(text, for: Self.answersPurpose, at: id.description)
        let said = try JSONDecoder().decode(Said.self, from: Data(bytes))
        return (said.answers.compactMapValues(Self.answer), said.representation)
    }

    func sealed(_ applicant: Applicant, at id: Dossier.ID) throws -> String {
        try seal.sealed([UInt8](JSONEncoder().encode(applicant)), for: Self.applicantPurpose, at: id.description)
    }

    func applicant(of dossier: Dossier) throws -> Applicant {
        let bytes = try seal.opened(
            dossier.sealedApplicant, for: Self.applicantPurpose, at: dossier.id.description)
        return try JSONDecoder().decode(Applicant.self, from: Data(bytes))
    }

    func sealed(key: String, at id: Dossier.ID) throws -> String {
        try seal.sealed(text: key, for: Self.keyPurpose, at: id.description)
    }

    func key(_ text: String, at id: Dossier.ID) throws -> String {
        try seal.opened(text: text, for: Self.keyPurpose, at: id.description)
    }

    func sealed(words: String, at id: Dossier.ID, _ number: Int) throws -> String {
        words.isEmpty ? "" : try seal.sealed(text: words, for: Self.wordsPurpose, at: "\(id)/\(number)")
    }

    func words(_ text: String, at id: Dossier.ID, _ number: Int) throws -> String {
        text.isEmpty ? "" : try seal.opened(text: text, for: Self.wordsPurpose, at: "\(id)/\(number)")
    }

    func sealed(draft: String, at id: Dossier.ID, _ version: Int) throws -> String {
        draft.isEmpty ? "" : try seal.sealed(text: draft, for: Self.draftPurpose, at: "\(id)/\(version)")
    }

    func draft(_ text: String, at id: Dossier.ID, _ version: Int) throws -> String {
        text.isEmpty ? "" : try seal.opened(text: text, for: Self.draftPurpose, at: "\(id)/\(version)")
    }

    func sealed(rating words: String, at id: RatingWords.ID) throws -> String {
        try seal.sealed(text: words, for: Self.ratingPurpose, at: id.description)
    }

    func rating(_ text: String, at id: RatingWords.ID) throws -> String {
        try seal.opened(text: text, for: Self.ratingPurpose, at: id.description)
    }

    /// What a dossier is found by: keyed hashes of the name's words and their
    /// neighbours, of the identity number and of the telephone.
    func findKeys(of applicant: Applicant) throws -> Set<String> {
        var texts = Set(Self.nameParts(applicant.name))
        if !applicant.identity.isEmpty { texts.insert(applicant.identity) }
        if !applicant.phone.isEmpty { texts.insert(applicant.phone) }
        return Set(try texts.compactMap { try seal.searchKeys(of: $0, for: Self.findPurpose).last })
    }

    /// For each thing that must be there, the hashes it may be kept as; what
    /// is rarest first: Vietnamese given names stand last.
    func wanted(by typed: String) throws -> [[String]] {
        let digits = typed.filter { !" .-".contains($0) }
        let parts: [String] =
            digits.count >= 9 && digits.allSatisfy { $0.isASCII && $0.isNumber }
            ? [digits] : Self.wantedParts(typed)
        return try parts.map { try seal.searchKeys(of: $0, for: Self.findPurpose) }
    }

    private static func nameParts(_ name: String) -> [String] {
        let words = name.searchKey.split(separator: " ").map(String.init)
        return words + zip(words, words.dropFirst()).map { "\($0) \($1)" }
    }

    private static func wantedParts(_ typed: String) -> [String] {
        let words = typed.searchKey.split(separator: " ").map(String.init)
        guard words.count > 1 else { return words }
        return zip(words, words.dropFirst()).map { "\($0) \($1)" }.reversed()
    }

    private static func text(of answer: Answer) -> String {
        switch answer {
        case .text(let text): "t" + text
        case .number(let number): "n" + String(number)
        case .day(let day): "d" + day.iso8601
        }
    }

    private static func answer(of text: String) -> Answer? {
        let rest = String(text.dropFirst())
        return switch text.first {
        case "t": .text(rest)
        case "n": Int64(rest).map(Answer.number)
        case "d": CivilDay(iso8601: rest).map(Answer.day)
        default: nil
        }
    }
}
