// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Who is responsible for a task in a territory, and since when.
package struct Competence: Hashable, Sendable {
    package typealias ID = Identifier<Competence>

    package enum Part: String, CaseIterable, Sendable {
        /// Decides: the competent authority.
        case authority
        /// Takes papers in and hands results out, without deciding.
        case reception
    }

    package let id: ID
    /// A task or procedure by its code, as `1.001193`; a code that ends in
    /// `*` stands for all that begin so.
    package let function: String
    package let part: Part
    /// In which territory; it holds for everything below as well.
    package let territory: OrgUnit.ID
    package let unit: OrgUnit.ID
    package let validity: Validity
    package let act: String
    package let source: String

    package init(
        id: ID, function: String, part: Part, territory: OrgUnit.ID, unit: OrgUnit.ID, validity: Validity, act: String,
        source: String
    ) {
        self.id = id
        self.function = function
        self.part = part
        self.territory = territory
        self.unit = unit
        self.validity = validity
        self.act = act
        self.source = source
    }

    package func covers(_ asked: String) -> Bool {
        function.hasSuffix("*") ? asked.hasPrefix(function.dropLast()) : asked == function
    }
}
