// SPDX-License-Identifier: Apache-2.0

package import Basics

extension Staff {
    /// A way in which a person may sign at a moment.
    package struct Signature: Hashable, Sendable {
        package let form: SigningForm
        package let unit: OrgUnit.ID
        /// What stands above the signature.
        package let lines: [String]
    }

    /// Every form in which a person may sign.
    package func signatures(of person: Person.ID, in chart: OrgChart, at moment: Instant) -> [Signature] {
        guard people[person]?.leftAt == nil else { return [] }
        let day = CivilZone.vietNam.day(of: moment)
        var found: [Signature] = []
        for held in appointments(of: person) where held.holds(at: moment) {
            guard let post = posts[held.post], let unit = chart[post.unit]?.version(on: day) else { continue }
            switch post.standing {
            case .head:
                let form: SigningForm = held.kind == .acting ? .acting : .own
                found.append(signature(form, post, head: post.title))
                if let above = unit.parent, let head = headTitle(of: above) {
                    found.append(signature(.byOrder, post, head: head, in: above))
                }
            case .deputy:
                if let head = headTitle(of: post.unit) { found.append(signature(.forHead, post, head: head)) }
            case .officer: continue
            }
        }
        for delegation in delegations where delegation.to == person && delegation.holds(at: moment) {
            guard let held = appointments[delegation.appointment], held.holds(at: moment), let post = posts[held.post],
                chart[post.unit]?.exists(on: day) == true
            else { continue }
            let own = appointments(of: person).first { $0.holds(at: moment) }.flatMap { posts[$0.post]?.title } ?? ""
            found.append(
                Signature(
                    form: .byDelegation, unit: post.unit,
                    lines: SigningForm.byDelegation.lines(head: post.title, signer: own)))
        }
        return found
    }

    private func headTitle(of unit: OrgUnit.ID) -> String? {
        posts.values.filter { $0.unit == unit && $0.standing == .head }.min { $0.id < $1.id }?.title
    }

    private func signature(
        _ form: SigningForm, _ post: Post, head: String, in unit: OrgUnit.ID? = nil
    ) -> Signature {
        Signature(form: form, unit: unit ?? post.unit, lines: form.lines(head: head, signer: post.title))
    }
}
