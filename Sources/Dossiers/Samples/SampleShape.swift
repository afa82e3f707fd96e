// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What sample dossiers are drawn from (`Reference/samples/dossiers.json`):
/// weights, chances from 0 to 1, and names that are nobody's.
struct SampleShape: Decodable, Sendable {
    enum Ending: String, Sendable { case done, refused, notReceived = "not-received", withdrawn }

    struct Texts: Decodable, Sendable {
        let answer: String
        let apology: String
        let given: String
        let refusal: String
        let supplement: String
        let withdrawal: String
        let work: String
    }

    /// By the procedure's code.
    let procedures: [String: Double]
    let channels: [String: Double]
    /// Monday first.
    let weekdays: [Double]
    /// By the hour of the day at which papers come to the counter.
    let hours: [Double]
    let onlineHours: [Double]
    let endings: [String: Double]
    let punctuality: [String: Double]
    /// How many are asked for something more.
    let supplemented: Double
    /// How many of the late ones get an apology and a new day in time.
    let apologised: Double
    /// How many are on their way now.
    let inProgress: Double
    /// How many of those that are over were rated.
    let rated: Double
    /// By the step of the scale.
    let ratings: [String: Double]
    let family: [String]
    let given: [String]
    let words: Texts

    private enum CodingKeys: String, CodingKey {
        case procedures, channels, weekdays, hours, endings, punctuality, supplemented, apologised, family, given, words
        case rated, ratings
        case onlineHours = "online-hours"
        case inProgress = "in-progress"
    }

    /// - Throws: When the program's own file is missing or not as it should be.
    static func shipped() throws -> SampleShape {
        let file = DossiersResources.reference.appendingPathComponent("samples/dossiers.json")
        return try JSONDecoder().decode(SampleShape.self, from: try Data(contentsOf: file))
    }

    /// `Trần Mẫu Lan`: the middle name says that it is a sample.
    func name(_ numbers: inout SampleNumbers) -> String {
        let family = family.randomElement(using: &numbers) ?? "Nguyễn"
        return "\(family) Mẫu \(given.randomElement(using: &numbers) ?? "An")"
    }
}
