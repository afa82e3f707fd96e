// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
import SQLStore

extension PersonalData: ApplicantProfiles {
    package func profile(of actor: Actor) async throws -> ApplicantProfile? {
        guard let id = actor.personID.flatMap(Citizen.ID.init(_:)) else { return nil }
        let (now, store) = (clock.now, CitizenStore(keys: keys))
        return try await database.write { tx in
            guard let known = try store.citizen(id, in: tx)?.profile else { return nil }
            try note(PersonalReading(of: DataHolder(id), nil, at: now, by: id.unnamed, .own), in: tx)
            let isPerson = known.kind == .person
            return ApplicantProfile(
                name: known.name, identityNumber: isPerson ? known.identityNumber : nil,
                birthDate: isPerson ? known.born.flatMap(CivilDay.init(typed:)) : nil, phone: known.phone,
                email: known.email)
        }
    }
}
