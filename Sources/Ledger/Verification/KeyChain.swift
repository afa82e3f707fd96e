// SPDX-License-Identifier: Apache-2.0

/// Which keys may have signed a log's checkpoints: those somebody vouches for,
/// and those that signed a checkpoint together with one of them.
struct KeyChain {
    private(set) var trusted: [VerifierKey]

    /// - Parameters:
    ///   - trusted: When empty, the first of `named` is believed.
    ///   - named: The keys the log says it was signed with.
    ///   - notes: Every note that may carry more than one signature.
    init(trusted: [VerifierKey], named: [VerifierKey], notes: [SignedNote]) {
        self.trusted = trusted.isEmpty ? Array(named.prefix(1)) : trusted
        var rest = notes.filter { $0.signatures.count > 1 }
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for note in rest where self.trusted.contains(where: note.isSigned(by:)) {
                self.trusted += named.filter { !self.trusted.contains($0) && note.isSigned(by: $0) }
                rest.removeAll { $0 == note }
                isGrowing = true
            }
        }
    }

    /// The checkpoint of a note that a trusted key signed.
    func checkpoint(_ whole: String) -> Checkpoint? {
        guard let note = SignedNote(whole), trusted.contains(where: note.isSigned(by:)) else { return nil }
        return Checkpoint(text: note.text)
    }
}
