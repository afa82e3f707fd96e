// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Testing

@testable import Dossiers

@Suite("Due times of the vectors")
struct VectorTests {
    struct File: Decodable {
        struct Calendar: Decodable {
            let sessions: [[String]]
            let holidayRows: [String]
            let makeupRows: [String]
        }
        struct Case: Decodable, CustomTestStringConvertible {
            let name: String
            let convention: String?
            let unit: String
            let n: Int?
            let received: String
            let asked: String?
            let supplied: String?
            let usedMinutes: Int?
            let expected: String
            let note: String?
            var testDescription: String { "\(name) from \(received): \(note ?? "")" }
        }
        struct Judged: Decodable, CustomTestStringConvertible {
            let due: String?
            let finished: String
            let status: String?
            let expected: String
            var testDescription: String { "due \(due ?? "never"), finished \(finished)" }
        }
        let calendar: Calendar
        let deadline: [Case]
        let classification: [Judged]
    }

    static let file: File = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let url = Bundle.module.url(forResource: "deadline_vectors", withExtension: "json", subdirectory: "Vectors")
        guard let url, let data = try? Data(contentsOf: url), let file = try? decoder.decode(File.self, from: data)
        else { preconditionFailure("the vectors are not there") }
        return file
    }()

    static let hours: OfficeHours = {
        let sessions = file.calendar.sessions.map {
            OfficeSession(opens: ClockTables.minute($0[0])!, closes: ClockTables.minute($0[1])!)!
        }
        let resting = file.calendar.holidayRows.map { CivilDay(iso8601: $0)! }
        let working = file.calendar.makeupRows.map { CivilDay(iso8601: $0)! }
        return OfficeHours(
            "vectors", days: WorkingCalendar(resting: Set(resting), working: Set(working)),
            weeks: [.init(Dictionary(uniqueKeysWithValues: (1...5).map { ($0, sessions) }))], dayLength: .hours(8),
            cutOff: 15 * 60)
    }()

    @Test("the file has all its cases")
    func complete() {
        #expect(Self.file.deadline.count == 27 && Self.file.classification.count == 6)
    }

    @Test("both conventions, cut-off, pause and restart", arguments: file.deadline)
    func due(vector: File.Case) throws {
        let policy = DeadlinePolicy(
            "vector", convention: vector.convention == "B" ? .days : .hours,
            supplement: vector.name.hasSuffix("RESTART") ? .restart : .pause)
        let clock = DossierClock(hours: Self.hours, policy: policy)
        let limit = try TimeLimit(vector.n ?? 1, try #require(TimeLimit.Unit(rawValue: vector.unit)))
        let received = SampleOffice.at(vector.received)
        var interruptions: [Interruption] = []
        if let asked = vector.asked {
            interruptions = [
                Interruption(askedAt: SampleOffice.at(asked), suppliedAt: vector.supplied.map(SampleOffice.at))
            ]
            if let used = vector.usedMinutes {
                #expect(try Self.hours.worked(from: received, to: SampleOffice.at(asked)) == .minutes(used))
            }
        }

        let deadline = try clock.deadline(limit, from: received, interruptions: interruptions)

        #expect(SampleOffice.text(deadline.dueAt) == vector.expected)
    }

    @Test("early, on time and late, by days", arguments: file.classification)
    func judged(vector: File.Judged) {
        let punctuality = DeadlinePolicy.Judgement().punctuality(
            finishedAt: SampleOffice.at(vector.finished), dueAt: vector.due.map(SampleOffice.at),
            isWithdrawn: vector.status == "withdrawn")
        #expect(punctuality?.rawValue == vector.expected)
    }
}
