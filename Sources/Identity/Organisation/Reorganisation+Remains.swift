// SPDX-License-Identifier: Apache-2.0

import Basics

extension Reorganisation {
    /// What units leave behind that end by a plan. It ends with them and passes
    /// to nobody by itself: who holds a post needs another, and a task needs
    /// somebody who is responsible for it, before the plan's day.
    struct Remains: Hashable, Sendable {
        struct HeldPost: Hashable, Sendable {
            let post: Post
            /// Who holds it on the plan's day as things are, by name.
            let holders: [Person]
        }

        let posts: [HeldPost]
        let competences: [Competence]

        var isEmpty: Bool { posts.isEmpty && competences.isEmpty }
    }

    /// - Complexity: Everybody's appointments once.
    func remains(in chart: OrgChart, _ staff: Staff) -> Remains {
        let ending = change(of: chart).ending
        let begin = CivilZone.vietNam.start(of: effectiveOn)
        let held = Dictionary(
            grouping: staff.appointments.values.filter { $0.to.map { $0 > begin } ?? true }, by: \.post)
        let posts = staff.posts.values.filter { ending.contains($0.unit) }
            .sorted { ($0.unit, $0.title, $0.id) < ($1.unit, $1.title, $1.id) }
            .map { post in
                let holders = Set((held[post.id] ?? []).compactMap { staff.people[$0.person] })
                return Remains.HeldPost(post: post, holders: holders.sorted { ($0.name, $0.id) < ($1.name, $1.id) })
            }
        let competences = chart.competences.filter { competence in
            competence.validity.holds(on: effectiveOn)
                && (ending.contains(competence.unit) || ending.contains(competence.territory))
        }
        return Remains(posts: posts, competences: competences.sorted { ($0.function, $0.id) < ($1.function, $1.id) })
    }
}
