// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What else is known of an event, in words. The record keeps short English
/// words, for programs and for good; people read what they mean.
struct EventDetail: Component {
    let event: IdentityEvent
    /// What identity providers are called, by their ids in the settings.
    var providers: [String: String] = [:]

    var html: HTML {
        let reason: HTML =
            event.reason.isEmpty
            ? .empty : "<div class=\"muted\">\(say: "identity.act.reason", ["reason": .text(event.reason)])</div>"
        return words + reason
    }

    private var words: HTML {
        let detail = event.detail
        guard !detail.isEmpty else { return .empty }
        return switch event.kind {
        case .signedIn, .confirmed: proof(detail)
        case .signInFailed: failure(detail)
        case .locked: lock(detail)
        case .sessionEnded, .sessionsEnded: sessions(detail)
        case .allSessionsEnded: everybodys(detail)
        case .created, .changed: roles(detail)
        // The token's identity, in brackets behind its name, tells nobody anything.
        case .tokenMade, .tokenRevoked: "\(detail.replacing(/\s\([0-9a-f-]{36}\)$/, with: ""))"
        default: "\(detail)"
        }
    }

    /// `password+code`, or of a citizen `openid vneid medium`.
    private func proof(_ detail: String) -> HTML {
        let parts = detail.split(separator: " ").map(String.init)
        guard let method = parts.first.flatMap(Authentication.Method.init(rawValue:)) else { return "\(detail)" }
        guard parts.count == 3, let level = Authentication.Level(rawValue: parts[2]) else { return "\(method.title)" }
        let way: HTML = method == .openID ? "\(providers[parts[1]] ?? parts[1])" : "\(method.title)"
        return "\(way)<div class=\"muted\">\(say: "identity.proved.level"): \(level.title)</div>"
    }

    /// `email code`, or `openid vneid: expired`.
    private func failure(_ detail: String) -> HTML {
        if detail == "email code" { return "\(Authentication.Method.emailCode.title)" }
        guard let found = detail.wholeMatch(of: /openid ([^:]+): (\w+)/) else { return "\(detail)" }
        let id = String(found.1)
        guard let reason = OpenIDError.Reason(rawValue: String(found.2)) else { return "\(providers[id] ?? id)" }
        return
            "\(providers[id] ?? id)<div class=\"muted\">\(say: "identity.security.openid.\(reason.fault.rawValue)")</div>"
    }

    /// What is locked, and until when.
    private func lock(_ detail: String) -> HTML {
        guard let found = detail.wholeMatch(of: /(.+) until (\S+)/), let until = Instant(iso8601: String(found.2))
        else { return "\(detail)" }
        let what = Self.locked[String(found.1)] ?? "address"
        return "\(say: "identity.security.locked.\(what)", ["until": .instant(until)])"
    }

    private static let locked = [
        "account": "account", "account and address": "pair", "address": "address", "second factor": "code",
        "email-letters": "letters", "email-guesses": "guesses",
    ]

    private func sessions(_ detail: String) -> HTML {
        if let count = Int(detail) { return "\(say: "identity.security.sessions", ["count": .count(count)])" }
        return detail == "provider gone" ? "\(say: "identity.security.provider-gone")" : "\(detail)"
    }

    /// `staff 5, citizens 3`
    private func everybodys(_ detail: String) -> HTML {
        let counts = detail.split(separator: ", ").compactMap { part -> (SessionHolders, Int)? in
            let words = part.split(separator: " ")
            guard words.count == 2, let whose = SessionHolders(rawValue: String(words[0])), let count = Int(words[1])
            else { return nil }
            return (whose, count)
        }
        return HTML.each(counts) { whose, count in
            "<div>\(say: "identity.sessions.of.\(whose.rawValue)"): \(say: "identity.security.sessions", ["count": .count(count)])</div>"
        }
    }

    /// `leader, operator`, or the old ones, an arrow and the new ones.
    private func roles(_ detail: String) -> HTML {
        let sides = detail.split(separator: " → ", omittingEmptySubsequences: false).map { side in
            Set(side.split(separator: ", ").compactMap { Role(rawValue: String($0)) })
        }
        guard sides.count > 1 else { return RoleNames(sides.first ?? []).html }
        return sides[0] == sides[1]
            ? RoleNames(sides[1]).html : "\(RoleNames(sides[0]).html) → \(RoleNames(sides[1]).html)"
    }
}

extension Authentication.Method {
    var title: Message { Message("identity.proved.method.\(rawValue.replacing("+", with: "-"))") }
}

extension Authentication.Level {
    var title: Message { Message("identity.proved.level.\(rawValue)") }
}

extension OpenIDError.Reason {
    /// Where to look, for whoever reads that a sign-in came to nothing.
    enum Fault: String {
        /// It did not answer, or not as it must.
        case provider
        /// The person came back too late, twice, or without having been sent.
        case way
        /// The person, or the provider, said no.
        case declined
        /// What it vouched with does not hold.
        case token
    }

    var fault: Fault {
        switch self {
        case .unreachable, .tooSlow, .tooLarge, .badDescription, .addressNotAdmitted, .noProofKey, .badKeys,
            .badTokenAnswer, .clientRefused, .codeRefused, .badUserInfo:
            .provider
        case .noErrand, .errandOver, .replayed, .wrongIssuerNamed, .noIssuerNamed, .noCode: .way
        case .declined, .providerError: .declined
        case .malformedToken, .algorithm, .critical, .unknownKey, .wrongSignature, .wrongIssuer, .wrongAudience,
            .wrongParty, .expired, .tooOld, .notYetValid, .wrongNonce, .wrongAccessHash, .wrongSubject:
            .token
        }
    }
}
