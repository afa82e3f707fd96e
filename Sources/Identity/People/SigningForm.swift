// SPDX-License-Identifier: Apache-2.0

/// In whose place somebody signs, and what stands above the signature
/// (Decree 30/2020/NĐ-CP, annex I, from memory).
package enum SigningForm: String, CaseIterable, Sendable {
    /// The head signs.
    case own = ""
    /// Quyền: in charge of a head's post.
    case acting = "Q."
    /// Ký thay: a deputy for the head of the same unit.
    case forHead = "KT."
    /// Thừa lệnh: the head of a unit below by order of the head above.
    case byOrder = "TL."
    /// Thừa ủy quyền: somebody by a written delegation that has not ended.
    case byDelegation = "TUQ."

    /// The lines above a signature, in capitals as documents have them.
    ///
    /// - Parameters:
    ///   - head: The title signed for.
    ///   - signer: The signer's own title.
    package func lines(head: String, signer: String) -> [String] {
        switch self {
        case .own: [head.uppercased()]
        case .acting: ["Q. " + head.uppercased()]
        case .forHead, .byOrder, .byDelegation: [rawValue + " " + head.uppercased(), signer.uppercased()]
        }
    }
}
