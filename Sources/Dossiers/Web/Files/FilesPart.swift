// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore
package import Web

extension DossiersFeature {
    /// What `/administration` shows of this feature.
    package var administration: [AdministrationPart] { [filesPart, signingPart, portalPart] }

    private var filesPart: AdministrationPart {
        AdministrationPart(
            .data, Message("dossiers.files.title"), "/administration/files", for: Message("dossiers.files.purpose")
        ) { [files] in
            let now = files.clock.now
            let most = Figure.mostCounted + 1
            let (refused, waiting) = try await files.database.read { tx in
                (
                    try FileRefusalTable.counts(since: now - .days(7), most: most, in: tx).values.reduce(0, +),
                    try FileTable.looseCount(most: most, in: tx)
                )
            }
            var state = AdministrationState()
            state.add(
                Message("dossiers.files.refused"),
                .counted(
                    refused, isCapped: true, at: now, Message("dossiers.files.refused.means"),
                    records: "/administration/files"))
            state.add(
                Message("dossiers.files.waiting"),
                .counted(
                    waiting, isCapped: true, at: now, Message("dossiers.files.waiting.means"),
                    records: "/administration/files"))
            let condition = await FileCondition(files.check)
            state.say(Message("dossiers.files.scanner"), "\(condition.scannerWords)")
            state.say(Message("dossiers.files.heic"), "\(condition.heicWords)")
            for concern in condition.concerns { state.warn(concern.tone, concern.message) }
            return state
        }
    }
}

/// Whether what looks at files works at this moment.
struct FileCondition: Sendable {
    enum Scanner: String, Sendable { case none, there, away }

    let scanner: Scanner
    let hasConverter: Bool

    init(_ check: FileCheck) async {
        if let own = check.scanner { scanner = await own.isThere() ? .there : .away } else { scanner = .none }
        hasConverter = check.converter.isThere
    }

    var scannerWords: Message { Message("dossiers.files.scanner.\(scanner.rawValue)") }

    var heicWords: Message { Message("dossiers.files.heic.\(hasConverter ? "there" : "missing")") }

    var concerns: [(tone: Tone, message: Message)] {
        var concerns: [(tone: Tone, message: Message)] = []
        switch scanner {
        case .there: break
        case .away: concerns.append((.danger, Message("dossiers.files.concern.scanner-away")))
        case .none: concerns.append((.information, Message("dossiers.files.concern.no-scanner")))
        }
        if !hasConverter { concerns.append((.information, Message("dossiers.files.concern.no-heic"))) }
        return concerns
    }
}
