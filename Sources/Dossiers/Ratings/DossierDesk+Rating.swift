// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore

extension Dossier {
    /// Whether the applicant has something to judge: the office came to an end with it.
    var mayBeRated: Bool { endedAt != nil && status != .withdrawn }
}

extension DossierDesk {
    /// Counts a rating, once for a dossier whichever way it comes.
    ///
    /// Nothing leads from the rating back to the dossier: that it was rated is
    /// kept beside it, what was answered only in the office's counters, what was
    /// written under the month.
    ///
    /// - Throws: `RatingError`; `DossierError.unknown`.
    func rate(_ id: Dossier.ID, _ rating: Rating, by actor: Actor) async throws {
        let now = clock.now
        let today = zone.day(of: now)
        guard let ballot = ballots.first(where: { $0.validFrom <= today }) else { throw RatingError.notNow }
        try rating.check(by: ballot)
        try await database.write { [self] tx in
            guard let dossier = try DossierStore.dossier(id, in: tx) else { throw DossierError.unknown }
            guard dossier.mayBeRated else { throw RatingError.notNow }
            guard try RatingStore.mark(id, on: today, in: tx) else { throw RatingError.ratedAlready }
            try count(rating, of: dossier, on: today, in: tx)
            try LedgerEntry(
                "dossiers.rated", of: "dossiers.dossier", id.description, by: actor, at: now,
                fields: ["ballot": ballot.code]
            ).append(in: tx)
        }
    }

    /// - Parameter day: When it was given.
    func count(_ rating: Rating, of dossier: Dossier, on day: CivilDay, in tx: any Transaction) throws {
        for (question, answer) in rating.answers.sorted(by: { $0.key < $1.key }) {
            try RatingStore.count(
                question, answer, of: dossier.office, by: dossier.channel, on: day, in: tx)
        }
        guard !rating.words.isEmpty else { return }
        // Of when it was written only the month is kept: nobody counts back to a dossier.
        let (year, month, _) = day.parts
        let first = CivilDay(year, month, 1) ?? day
        let place = RatingWords.ID(at: zone.start(of: first))
        try RatingStore.add(
            RatingWords(
                id: place, office: dossier.office, month: first,
                overall: rating.answers[Ballot.overall] ?? "",
                sealed: try content.sealed(rating: rating.words, at: place)), in: tx)
    }
}

extension Rating {
    /// - Throws: `RatingError.overallMissing`, `.wordsTooLong`, `.unknownAnswer`.
    func check(by ballot: Ballot) throws(RatingError) {
        guard answers[Ballot.overall] != nil else { throw .overallMissing }
        for (code, answer) in answers {
            guard let question = ballot.questions.first(where: { $0.code == code }), question.answers.contains(answer)
            else { throw .unknownAnswer }
        }
        guard words.count <= Self.mostWords else { throw .wordsTooLong }
    }
}
