// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// What is known of one provider, asked for when it is needed and kept a while.
///
/// One question at a time goes out: whoever comes while it is under way waits
/// for its answer. A provider that does not answer is not asked again for some
/// seconds, so that its visitors are told at once.
actor ProviderConnection {
    nonisolated let provider: OpenIDProvider
    private let outgoing: any Outgoing
    private let clock: Clock

    private var description: (value: ProviderDescription, readAt: Instant)?
    private var keys: (value: [SigningKey], readAt: Instant)?
    private var keysAskedAt: Instant?
    private var failure: (error: OpenIDError, at: Instant)?
    private var keyFailure: (error: OpenIDError, at: Instant)?
    private var isAsking = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// How long a description or a set of keys is used without asking again.
    static let freshFor = Duration.hours(1)
    /// How long after a failure the provider is left alone.
    static let pause = Duration.seconds(10)
    /// Keys nobody knew yet are asked for once in so long at most.
    static let keyPause = Duration.minutes(1)

    init(_ provider: OpenIDProvider, outgoing: any Outgoing, clock: Clock) {
        self.provider = provider
        self.outgoing = outgoing
        self.clock = clock
    }

    /// What the provider says of itself.
    ///
    /// - Throws: `OpenIDError`.
    func described() async throws(OpenIDError) -> ProviderDescription {
        if let value = freshDescription { return value }
        await takeTurn()
        defer { passTurn() }
        if let value = freshDescription { return value }
        if let failure, clock.now - failure.at < Self.pause { throw failure.error }
        do throws(OpenIDError) {
            let bytes = try await read(provider.discoveryAddress)
            let value = try ProviderDescription(bytes, of: provider)
            description = (value, clock.now)
            failure = nil
            return value
        } catch {
            failure = (error, clock.now)
            throw error
        }
    }

    /// Where people end their session there, as it was last told, however long
    /// ago: whoever signs out does not wait for a provider that is slow.
    ///
    /// - Parameter limit: How long it is asked that never told anything.
    func endSession(within limit: Duration) async -> ProviderAddress? {
        if let description { return description.value.endSession }
        if let failure, clock.now - failure.at < Self.pause { return nil }
        let request = OutgoingRequest(
            "GET", provider.discoveryAddress, headers: [("Accept", "application/json")], within: limit)
        guard let answer = try? await outgoing.send(request, for: provider), answer.status == 200,
            let value = try? ProviderDescription(answer.body, of: provider)
        else { return nil }
        description = (value, clock.now)
        return value.endSession
    }

    /// Asks the provider now, whatever is kept of it, and leaves that as it is:
    /// for whoever wonders whether it answers.
    ///
    /// - Throws: `OpenIDError`.
    func asked() async throws(OpenIDError) {
        let description = try ProviderDescription(try await read(provider.discoveryAddress), of: provider)
        let keys = try SigningKey.all(in: try await read(description.keys.text), of: provider)
        guard !keys.isEmpty else { throw OpenIDError(.badKeys, provider) }
    }

    /// Whether one of the provider's keys signed `token`. A key that is not
    /// known makes the set be read anew, for the provider may have changed it.
    ///
    /// - Throws: `OpenIDError`: `.unknownKey`, `.wrongSignature`, or that the
    ///   keys could not be read.
    func verify(_ token: SignedToken) async throws(OpenIDError) {
        var known = try await signingKeys { _ in true }
        if token.candidates(among: known).isEmpty {
            known = try await signingKeys { !token.candidates(among: $0).isEmpty }
        }
        guard !token.candidates(among: known).isEmpty else {
            throw OpenIDError(.unknownKey, provider, token.keyName ?? "none named")
        }
        guard await token.isSigned(by: known) else { throw OpenIDError(.wrongSignature, provider) }
    }

    /// How many keys it says it signs with.
    ///
    /// - Throws: `OpenIDError`.
    func keysKnown() async throws(OpenIDError) -> Int { try await signingKeys { _ in true }.count }

    /// The keys, read anew when they are old or do not suffice.
    private func signingKeys(
        that suffice: @Sendable ([SigningKey]) -> Bool
    ) async throws(OpenIDError) -> [SigningKey] {
        if let keys, clock.now - keys.readAt < Self.freshFor, suffice(keys.value) { return keys.value }
        let address = try await described().keys.text
        await takeTurn()
        defer { passTurn() }
        let now = clock.now
        if let keys {
            let isFresh = now - keys.readAt < Self.freshFor
            let wasAskedJustNow = keysAskedAt.map { now - $0 < Self.keyPause } ?? false
            if isFresh && suffice(keys.value) || isFresh && wasAskedJustNow { return keys.value }
        }
        if let keyFailure, now - keyFailure.at < Self.pause { throw keyFailure.error }
        keysAskedAt = now
        do throws(OpenIDError) {
            let value = try SigningKey.all(in: try await read(address), of: provider)
            keys = (value, clock.now)
            keyFailure = nil
            return value
        } catch {
            keyFailure = (error, clock.now)
            throw error
        }
    }

    private var freshDescription: ProviderDescription? {
        description.flatMap { clock.now - $0.readAt < Self.freshFor ? $0.value : nil }
    }

    private func read(_ address: String) async throws(OpenIDError) -> [UInt8] {
        let request = OutgoingRequest("GET", address, headers: [("Accept", "application/json")])
        let answer = try await outgoing.send(request, for: provider)
        guard answer.status == 200 else { throw OpenIDError(.unreachable, provider, "\(address): \(answer.status)") }
        return answer.body
    }

    private func takeTurn() async {
        while isAsking { await withCheckedContinuation { waiting.append($0) } }
        isAsking = true
    }

    private func passTurn() {
        isAsking = false
        let all = waiting
        waiting = []
        for one in all { one.resume() }
    }
}

extension Outgoing {
    /// Sends, telling failures as the provider's.
    func send(_ request: OutgoingRequest, for provider: OpenIDProvider) async throws(OpenIDError) -> OutgoingAnswer {
        do throws(OutgoingError) {
            return try await send(request)
        } catch {
            switch error {
            case .tooSlow: throw OpenIDError(.tooSlow, provider, request.address)
            case .tooLarge: throw OpenIDError(.tooLarge, provider, request.address)
            case .unreachable(let why): throw OpenIDError(.unreachable, provider, "\(request.address): \(why)")
            }
        }
    }
}
