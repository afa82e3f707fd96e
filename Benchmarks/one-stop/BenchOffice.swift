// SPDX-License-Identifier: Apache-2.0

import Basics
import Dossiers
import Foundation
import Identity
import Ports
import SQLStore
import Server

/// An office of the sample city, its reception officer, and people who hand in.
struct BenchOffice {
    struct NoOffice: Error {}

    let city: City
    let unit: String
    let officer: Actor

    /// - Throws: `NoOffice` where nobody receives dossiers.
    init(_ city: City, _ database: any Database) async throws {
        self.city = city
        let units = try await database.read { tx in
            try tx.rows("SELECT unit FROM dossier_office ORDER BY unit").map { try $0.get(0, as: String.self) }
        }
        for unit in units {
            if let found = try await city.identity.staffing.holders(of: DossierPower.receive.action, in: unit).first {
                (self.unit, officer) = (unit, .person(id: found.account, name: found.name))
                return
            }
        }
        throw NoOffice()
    }

    private static let citizen = Actor.person(id: "0198c0de-0000-7000-8000-00000000c171", name: "Nguyễn Mẫu Hà")

    /// A certificate of marital status, as somebody at home asks for it.
    private func request(_ number: Int) -> Submission {
        var submission = Submission(
            procedure: "1.004873", channel: .online, office: unit,
            answers: [
                "applicant-name": .text("Nguyễn Mẫu \(number)"), "applicant-identity": .text("000099000123"),
                "marital-status": .text("single"), "had-certificate": .text("no"),
            ],
            papers: [.init(code: "declaration", name: "Tờ khai", originals: 1, copies: 0, source: .counter)],
            key: UUID().uuidString)
        submission.statedFee = 0
        return submission
    }

    /// How many dossiers are received a second: what is handed in waits already.
    func acts(_ count: Int, by tasks: Int) async throws -> Double {
        let desk = city.dossiers.desk
        let fresh = try await inParallel(count, tasks: max(16, tasks)) { number in
            try await desk.submit(request(number), by: Self.citizen).dossier
        }.results
        var deed = Deed("accept")
        deed.confirmed = [.papersChecked]
        let accept = deed
        return try await inParallel(count, tasks: tasks) { number in
            try await desk.act(accept, on: fresh[number].id, revision: fresh[number].revision, by: officer)
        }.pace
    }

    /// How many dossiers are handed in a second, with these files for each.
    func submissions(_ count: Int, by tasks: Int, with files: [FileUpload]) async throws -> Double {
        let (desk, store) = (city.dossiers.desk, city.dossiers.files)
        return try await inParallel(count, tasks: tasks) { number in
            var kept: [String] = []
            for file in files { kept.append(try await store.keep(file, by: Self.citizen).id.description) }
            var submission = request(number)
            submission.papers = kept.enumerated().map { place, file in
                .init(
                    code: place == 0 ? "declaration" : "other-\(place)", name: "Giấy tờ \(place + 1)", originals: 0,
                    copies: 1, source: .upload, files: [file])
            }
            return try await desk.submit(submission, by: Self.citizen).dossier
        }.pace
    }

    private func inParallel<Value: Sendable>(
        _ count: Int, tasks: Int, _ work: @Sendable @escaping (Int) async throws -> Value
    ) async throws -> (results: [Value], pace: Double) {
        let start = ContinuousClock.now
        let results = try await withThrowingTaskGroup(of: [(Int, Value)].self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var done: [(Int, Value)] = []
                    for number in stride(from: task, to: count, by: tasks) {
                        done.append((number, try await work(number)))
                    }
                    return done
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let pace = Double(count) / ((ContinuousClock.now - start) / .seconds(1))
        return (results.sorted { $0.0 < $1.0 }.map(\.1), pace)
    }
}
