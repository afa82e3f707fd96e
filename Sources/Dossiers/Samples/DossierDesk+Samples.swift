// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ledger
import SQLStore

extension Dossier {
    /// What the submission keys of sample dossiers begin with: nobody hands in with such a key.
    static let sampleKeys = "sample:"

    static func isSample(key: String) -> Bool { key.hasPrefix(sampleKeys) }

    /// Whether sample dossiers are counted among the city's: whoever shows a sum says so.
    static func areSamplesCounted(in tx: any Reading) throws -> Bool {
        try DossierStore.dossier(submission: "\(sampleKeys)1", in: tx) != nil
    }
}

extension DossierDesk {
    static let sampler = "dossiers.sample"
    private static let batch = 300
    /// A million would not fit in memory; the codes of more than this follow the days, not the hours.
    private static let heldAtOnce = 20_000

    /// Fills the offices that are staffed with sample dossiers of the last two years.
    ///
    /// The same ones for the same seed, moment, number, people and procedures.
    /// Nobody is told of them, the national portal neither; the ledger keeps one
    /// entry for all. Where there are samples already nothing is made.
    ///
    /// - Returns: How many were made; 0 where no office has people for every step.
    package func makeSamples(_ count: Int, seed: UInt64 = 1) async throws -> Int {
        let now = clock.now
        let today = zone.day(of: now)
        let shape = try SampleShape.shipped()
        let staff = try await sampleStaff()
        let isThere = try await database.read { try Dossier.areSamplesCounted(in: $0) }
        guard count > 0, !staff.isEmpty, !isThere else { return 0 }
        let procedures = try await database.read { [self] tx in
            try sampleProcedures(
                shape.procedures.keys.sorted(), to: today, in: tx)
        }
        var maker = SampleMaker(
            desk: self, shape: shape, staff: staff, procedures: procedures, now: now, numbers: SampleNumbers(seed))
        let open = maker.open(of: count)
        var keys = SampleNumbers(seed ^ 0x6B65_7973)
        var totals: [SampleCourse.Change: Int] = [:]
        for first in stride(from: 0, to: count, by: Self.heldAtOnce) {
            let drawn = try maker.courses(first..<min(first + Self.heldAtOnce, count), open: open).sorted {
                ($0.dossier.submittedAt, $0.dossier.id) < ($1.dossier.submittedAt, $1.dossier.id)
            }
            let courses = try await numbered(drawn)
            try await write(courses, from: first + 1, keys: courses.map { _ in LookUpKey.fresh(using: &keys) })
            for change in courses.flatMap(\.changes) { totals[change, default: 0] += 1 }
        }
        let sums = totals
        try await database.write { tx in
            for (change, times) in sums {
                try CountStore.count(
                    change.measure, of: change.office, on: change.day, by: change.amount * times, in: tx)
            }
            try LedgerEntry(
                "dossiers.sample-made", of: "dossiers.sample", String(seed), by: .system(Self.sampler), at: now,
                fields: ["count": String(count), "seed": String(seed)]
            ).append(in: tx)
        }
        return count
    }

    private func write(_ courses: [SampleCourse], from number: Int, keys: [String]) async throws {
        for first in stride(from: 0, to: courses.count, by: Self.batch) {
            let places = first..<min(first + Self.batch, courses.count)
            try await database.write { [self] tx in
                for place in places { try write(courses[place], number + place, keys[place], in: tx) }
            }
        }
    }

    /// Codes by the day, results by the year, each in the order things happened.
    private func numbered(_ drawn: [SampleCourse]) async throws -> [SampleCourse] {
        try await database.write { [self] tx in
            var courses = drawn
            var results: [(at: Instant, course: Int, fact: Int)] = []
            for place in courses.indices {
                let (office, day) = (courses[place].staff.office, zone.day(of: courses[place].dossier.submittedAt))
                let number = try OfficeStore.nextNumber(of: office.unit, on: day, in: tx)
                courses[place].name(DossierCode.text(agency: office.agency, day: day, number: number))
                let definition = courses[place].definition
                for (index, fact) in courses[place].facts.enumerated()
                where definition.action(fact.action, at: fact.step)?.needs.contains(.number) ?? false {
                    results.append((fact.at, place, index))
                }
            }
            for result in results.sorted(by: { ($0.at, $0.course, $0.fact) < ($1.at, $1.course, $1.fact) }) {
                let year = zone.day(of: result.at).year
                let office = courses[result.course].staff.office.unit
                let number = try OfficeStore.nextResult(of: office, year: year, in: tx)
                courses[result.course].number(result.fact, "\(number)/\(year)")
            }
            return courses
        }
    }

    private func write(_ course: SampleCourse, _ number: Int, _ key: String, in tx: any Transaction) throws {
        let (dossier, id) = (course.dossier, course.dossier.id)
        let definition = course.procedure.inForce
        try DossierStore.add(
            dossier, submission: "\(Dossier.sampleKeys)\(number)", lookUpKey: try content.sealed(key: key, at: id),
            answers: try content.sealed(course.answers, nil, at: id), in: tx)
        try DossierStore.addFindKeys(try content.findKeys(of: Applicant(course.answers)), of: id, in: tx)
        let today = zone.day(of: dossier.submittedAt)
        let needed = definition.papers(
            by: dossier.channel, case: dossier.caseCode, answers: Answers(today: today, course.answers))
        try DossierStore.addPapers(
            needed.prefix(200).map { paper in
                Submission.Paper(
                    code: paper.code, name: paper.name.vi, originals: paper.originals, copies: paper.copies,
                    source: paper.sources.last ?? .counter)
            }, of: id, in: tx)
        for fact in course.facts { try facts.add(fact, to: id, in: tx) }
        if let rating = course.rating, try RatingStore.mark(id, on: rating.day, in: tx) {
            try count(Rating(answers: rating.answers, words: ""), of: dossier, on: rating.day, in: tx)
        }
        if let draft = course.draft {
            let fact = course.facts[draft]
            _ = try drafts.add(fact.words, nil, to: id, by: fact.by, at: fact.at, in: tx)
        }
    }
}
