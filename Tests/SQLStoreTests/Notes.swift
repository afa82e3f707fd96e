// SPDX-License-Identifier: Apache-2.0

import SQLStore

/// The tables these tests write to.
enum Notes {
    static let migrations = FeatureMigrations(
        "notes",
        [
            Migration(
                1, "notes-and-remarks",
                """
                CREATE TABLE note (
                    id BIGINT NOT NULL,
                    text TEXT NOT NULL,
                    stars BIGINT NOT NULL DEFAULT 0,
                    CONSTRAINT note_pkey PRIMARY KEY (id),
                    CONSTRAINT note_text_key UNIQUE (text),
                    CONSTRAINT note_stars_check CHECK (stars BETWEEN 0 AND 5)
                );
                CREATE TABLE remark (
                    note BIGINT NOT NULL,
                    text TEXT NOT NULL,
                    CONSTRAINT remark_note_fkey FOREIGN KEY (note) REFERENCES note (id)
                );
                CREATE TABLE written (number BIGINT PRIMARY KEY)
                """)
        ])
}

struct Refused: Error {}

extension Transaction {
    func addNote(_ id: Int, _ text: String, stars: Int = 0) throws {
        try execute("INSERT INTO note (id, text, stars) VALUES (\(id), \(text), \(stars))")
    }
}

extension Reading {
    func noteIDs() throws -> [Int] { try rows("SELECT id FROM note ORDER BY id").map { try $0.get(0) } }
}
