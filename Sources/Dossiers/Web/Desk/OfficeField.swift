// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Which of one's offices a page is about; nothing to choose where there is one.
struct OfficeField: Component {
    let offices: [DossierOffice]
    let chosen: DossierOffice?
    let inEnglish: Bool

    var html: HTML {
        guard offices.count > 1 else { return .empty }
        return FormField.select(
            "office", label: Message("dossiers.desk.office"),
            options: offices.map { .init($0.unit, named: $0.name(inEnglish: inEnglish)) },
            value: chosen?.unit ?? "", isOptional: true
        ).html
    }
}
