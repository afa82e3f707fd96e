// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import SQLStore

/// Forms that citizens fill in, page by page, until they are handed in.
package struct Drafts: Sendable {
    let database: any Database
    let clock: Clock
    let definitions: Definitions
    let store: DraftStore
    let onBehalf: OnBehalfPage
    /// What people send for the papers.
    let files: FileStore

    /// What a window knew when its form was sent.
    package struct Seen: Hashable, Sendable {
        package let revision: Int
        package let definition: Int

        package init(revision: Int, definition: Int) {
            self.revision = revision
            self.definition = definition
        }
    }

    var today: CivilDay { CivilZone.vietNam.day(of: clock.now) }

    /// Begins one, with nothing in it.
    ///
    /// - Throws: `DraftError.unknown` where there is no such procedure, `.notOnline`, `.withdrawn`, `.tooMany`.
    package func begin(_ procedure: String, by citizen: String) async throws -> Draft.ID {
        let (now, today) = (clock.now, today)
        return try await database.write { tx in
            guard let (head, definition, _) = try definitions.inForce(procedure, on: today, in: tx),
                let record = try ProcedureStore.version(of: procedure, in: tx)
            else { throw DraftError.unknown }
            if let day = record.validity.withdrawnOn, day <= today { throw DraftError.withdrawn(on: day) }
            guard definition.channels.contains(.online) else { throw DraftError.notOnline }
            let open = try DraftStore.lines(of: citizen, limit: Draft.most, at: now, in: tx)
            guard open.items.count < Draft.most else { throw DraftError.tooMany }
            let draft = Draft(
                id: Draft.ID(at: now), citizen: citizen, procedure: procedure, definition: head?.number ?? 0,
                place: OnBehalfPage.code, revision: 1, createdAt: now, changedAt: now, content: DraftContent())
            try store.insert(draft, in: tx)
            return draft.id
        }
    }

    /// A draft with its form.
    ///
    /// - Throws: `DraftError.unknown`.
    package func form(_ id: Draft.ID, of citizen: String) async throws -> DraftForm {
        let now = clock.now
        return try await database.read { tx in
            try form(of: try store.draft(id, of: citizen, at: now, in: tx), in: tx)
        }
    }

    /// What somebody is filling in.
    package func open(
        of citizen: String, procedure: String? = nil, after cursor: Cursor? = nil, limit: Int = 20
    ) async throws -> Page<DraftStore.Line> {
        let now = clock.now
        return try await database.read { tx in
            try DraftStore.lines(of: citizen, procedure: procedure, after: cursor, limit: limit, at: now, in: tx)
        }
    }

    /// Keeps a page's answers.
    ///
    /// - Parameters:
    ///   - changes: By question; `nil` takes an answer away.
    ///   - profile: What fields about the applicant begin with, once it is said
    ///     that the form is for whoever fills it in.
    /// - Throws: `DraftError.unknown`, `.submitted`, `.renewed`, `.changedMeanwhile`; nothing is kept then.
    package func save(
        _ changes: [String: Answer?], on page: String, of id: Draft.ID, by citizen: String, seen: Seen,
        profile: ApplicantProfile? = nil
    ) async throws -> DraftForm {
        try await change(id, of: citizen, on: page, seen: seen) { content in
            changes.contains { content.answers[$0.key] != $0.value }
        } by: { content, form, _ in
            for (code, answer) in changes {
                if content.answers[code] != answer { content.prefilled.remove(code) }
                content.answers[code] = answer
            }
            let asked = Set(form.flow.all.flatMap(\.asks).map(\.question))
            content.answers = content.answers.filter { asked.contains($0.key) }
            guard page == OnBehalfPage.code else { return }
            if content.answers[OnBehalfPage.code] == .text("other") {
                content.withdrawPrefill()
            } else if let profile {
                content.prefill(profile, form.flow.questions.filter { asked.contains($0.key) }, today: today)
            }
        }
    }

    /// Keeps by which way each paper comes.
    package func save(
        papers ways: [String: PaperWay], of id: Draft.ID, by citizen: String, seen: Seen
    ) async throws -> DraftForm {
        try await change(id, of: citizen, on: Self.papersPage, seen: seen) { content in
            ways.contains { content.papers[$0.key] != $0.value }
        } by: { content, _, _ in
            content.papers = ways
        }
    }

    /// The page of papers: no definition's page is called so.
    static let papersPage = "/papers"

    func change(
        _ id: Draft.ID, of citizen: String, on page: String, seen: Seen,
        where differs: @escaping @Sendable (DraftContent) -> Bool,
        by body: @escaping @Sendable (inout DraftContent, DraftForm, any Transaction) throws -> Void
    ) async throws -> DraftForm {
        let now = clock.now
        return try await database.write { tx in
            var draft = try store.draft(id, of: citizen, at: now, in: tx)
            guard draft.content.submitted == nil else { throw DraftError.submitted }
            let form = try form(of: draft, in: tx)
            guard form.number == seen.definition else { throw DraftError.renewed }
            if draft.content.saved[page, default: 0] > seen.revision, differs(draft.content) {
                throw DraftError.changedMeanwhile
            }
            try body(&draft.content, form, tx)
            draft.revision += 1
            draft.content.saved[page] = draft.revision
            draft.definition = form.number
            draft.place = page
            draft.changedAt = now
            try store.update(draft, in: tx)
            return try self.form(of: draft, in: tx)
        }
    }

    /// - Throws: `DraftError.unknown`.
    package func delete(_ id: Draft.ID, of citizen: String) async throws {
        let isGone = try await database.write { tx in try DraftStore.delete(id, of: citizen, in: tx) }
        guard isGone else { throw DraftError.unknown }
    }

    /// Keeps what became of a form that was handed in, and nothing else of it:
    /// the answers and the files that belong to it are the dossier's now.
    package func close(_ id: Draft.ID, of citizen: String, as dossier: SubmittedDossier) async throws {
        let now = clock.now
        // Another window may save a page between looking and writing; what was handed in stays handed in.
        for attempt in 1... {
            do {
                return try await close(id, of: citizen, as: dossier, at: now)
            } catch DraftError.changedMeanwhile where attempt < 5 {
                continue
            }
        }
    }

    private func close(
        _ id: Draft.ID, of citizen: String, as dossier: SubmittedDossier, at now: Instant
    ) async throws {
        try await database.write { tx in
            var draft = try store.draft(id, of: citizen, at: now, in: tx)
            guard draft.content.submitted == nil else { return }
            draft.content = DraftContent()
            draft.content.submitted = dossier
            draft.revision += 1
            draft.changedAt = now
            try store.update(draft, submittedAt: now, in: tx)
            // What was sent for papers that are not needed any more is nobody's.
            try FileTable.removeAll(of: .draft, [id.description], in: tx)
        }
    }
}
