// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What is known of somebody who fills in a form about themselves.
package struct ApplicantProfile: Hashable, Sendable {
    package var name: String?
    package var identityNumber: String?
    package var birthDate: CivilDay?
    package var phone: String?
    package var email: String?
    package var address: String?

    package init(
        name: String? = nil, identityNumber: String? = nil, birthDate: CivilDay? = nil, phone: String? = nil,
        email: String? = nil, address: String? = nil
    ) {
        self.name = name
        self.identityNumber = identityNumber
        self.birthDate = birthDate
        self.phone = phone
        self.email = email
        self.address = address
    }
}

/// Where forms find what their fields begin with.
package protocol ApplicantProfiles: Sendable {
    /// What is known of a citizen, for a form of their own. Counts as their
    /// reading of it, which is written down.
    ///
    /// - Returns: `nil` for anybody else, and where nothing is known.
    func profile(of actor: Actor) async throws -> ApplicantProfile?
}
