// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A province, ward, people's committee, division …: something of the state
/// that has a name, a place in a tree and a time in which it exists.
///
/// Everything about it but its identity is dated. Names and codes are no keys:
/// 25459 was Phường 3 until 30 June 2025 and is Phường Tân Ninh since, and
/// there were two communes called Tân Lập in one province.
package struct OrgUnit: Hashable, Sendable {
    package typealias ID = Identifier<OrgUnit>

    package let id: ID
    /// By first day; no two hold on one day.
    package var versions: [Version]
    /// Counts changes, so that two administrators at work on one unit cannot
    /// overwrite each other unseen.
    package var revision: Int

    package init(id: ID, versions: [Version], revision: Int = 1) {
        self.id = id
        self.versions = versions.sorted { $0.validity.from < $1.validity.from }
        self.revision = revision
    }

    /// What a unit was like during some time.
    package struct Version: Hashable, Sendable {
        package var validity: Validity
        /// Who gives out the code: `vn-gso` is the national statistics office's list.
        package var scheme: String
        package var code: String
        /// The bare name, `Tân Ninh`; a kind with a prefix makes `Phường Tân Ninh`.
        package var name: String
        package var nameEnglish: String
        /// A code of `UnitKinds`.
        package var kind: String
        package var parent: ID?
        /// The decision that made it so; empty where none is known.
        package var act: String
        /// The list or document it is taken from.
        package var source: String
        /// The planned reorganisation that brings it, where one does.
        package var plan: Reorganisation.ID?
        /// The planned reorganisation that ends it, where one does.
        package var endedByPlan: Reorganisation.ID?

        package init(
            validity: Validity, scheme: String, code: String, name: String, nameEnglish: String, kind: String,
            parent: ID?, act: String, source: String, plan: Reorganisation.ID? = nil,
            endedByPlan: Reorganisation.ID? = nil
        ) {
            self.validity = validity
            self.scheme = scheme
            self.code = code
            self.name = name
            self.nameEnglish = nameEnglish
            self.kind = kind
            self.parent = parent
            self.act = act
            self.source = source
            self.plan = plan
            self.endedByPlan = endedByPlan
        }
    }

    package func version(on day: CivilDay) -> Version? { versions.first { $0.validity.holds(on: day) } }

    /// The version of `day`, or the one nearest to it: how a unit is called
    /// before its time and after.
    package func nearest(to day: CivilDay) -> Version? {
        version(on: day) ?? versions.last { $0.validity.from <= day } ?? versions.first
    }

    /// The first day on which it is no more; `nil` while it exists.
    package var endedOn: CivilDay? { versions.last?.validity.to }

    package func exists(on day: CivilDay) -> Bool { version(on: day) != nil }
}
