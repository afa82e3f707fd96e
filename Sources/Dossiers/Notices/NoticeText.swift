// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The words of one notice.
struct NoticeText {
    let kind: NoticeKind
    let dossier: Dossier
    let office: DossierOffice
    let words: String
    let origin: String

    private func arguments(_ wording: Wording) -> [String: Message.Argument] {
        var arguments: [String: Message.Argument] = [
            "code": .text(dossier.code), "procedure": .text(dossier.procedureName),
            "office": .text(office.name(inEnglish: wording.language == .en)),
        ]
        arguments["due"] = dossier.dueAt.map { .instant($0) } ?? .message(Message("dossiers.notice.no-due"))
        return arguments
    }

    func subject(in languages: [Wording]) -> String {
        languages.map {
            $0.text(
                of: Message(
                    "dossiers.notice.subject",
                    ["code": .text(dossier.code), "what": .message(Message("dossiers.notice.kind.\(kind.rawValue)"))]))
        }.joined(separator: " / ")
    }

    /// Names nobody: an address may be read by a whole family.
    func email(in languages: [Wording]) -> String {
        languages.map { wording in
            var parts = [
                wording.text(of: Message("dossiers.notice.greeting")),
                wording.text(of: Message("dossiers.notice.email.\(kind.rawValue)", arguments(wording))),
            ]
            if !words.isEmpty {
                parts.append(wording.text(of: Message("dossiers.notice.words", ["words": .text(words)])))
            }
            let place = dossier.citizen.isEmpty ? "/follow" : "/my/dossiers/\(dossier.id.description)"
            parts.append(wording.text(of: Message("dossiers.notice.see", ["address": .text(origin + place)])))
            return parts.joined(separator: "\n\n")
        }.joined(separator: "\n\n––––––––\n\n") + "\n"
    }

    /// Without marks, as gateways and old telephones take it: three parts at most.
    func shortMessage(in wording: Wording) -> String {
        let text = wording.text(of: Message("dossiers.notice.sms.\(kind.rawValue)", arguments(wording)))
        return String(text.withoutMarks.prefix(Self.longest))
    }

    /// Three parts of 153 signs (3GPP TS 23.040).
    static let longest = 459
}
