// SPDX-License-Identifier: Apache-2.0

extension DossiersFeature {
    /// What a procedure's record says of each channel's limit; a settlement
    /// stands for what is printed. Of several rows of one channel, which are
    /// different cases', the longest counts, and none where one is not settled.
    package static func legalLimits(
        of procedure: Procedure, _ conflicts: [Conflict]
    ) -> [ProcedureDefinition.Channel: LegalLimit] {
        let rows = procedure.channels.indices.map { place -> (ProcedureDefinition.Channel, LegalLimit) in
            let channel = procedure.channels[place]
            if let limit = limit(of: place, in: procedure, conflicts) { return (channel.kind.way, .limit(limit)) }
            let printed = channel.time.text
            return (channel.kind.way, printed.isEmpty ? .unstated : .unsettled(printed: printed))
        }
        return Dictionary(rows, uniquingKeysWith: longer)
    }

    private static func longer(_ one: LegalLimit, _ other: LegalLimit) -> LegalLimit {
        guard case .limit(let first) = one else { return one }
        guard case .limit(let second) = other else { return other }
        return switch second.isWithin(first) {
        case true?: one
        case false?: other
        case nil: .unsettled(printed: "\(first.text), \(second.text)")
        }
    }
}
