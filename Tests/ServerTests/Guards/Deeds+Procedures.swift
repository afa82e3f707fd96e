// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

extension Deeds {
    /// What administrators do with the catalogue of procedures.
    static let procedures = [
        Deed(
            route: "/procedures/{code}/versions/{number}/validity", page: "/procedures/8.100000/versions/2",
            action: "/procedures/8.100000/versions/2/validity",
            fields: ["valid-from": ["2026-02-01"], "reason": ["theo quyết định mẫu"]],
            writes: ["dossiers.version-dated"]),
        Deed(
            route: "/procedures/{code}/levels", page: "/procedures/8.100000", action: "/procedures/8.100000/levels",
            fields: [
                "level": ["partial"], "old": ["3"], "level-from": ["2026-03-01"], "level-source": ["Quyết định mẫu"],
            ], writes: ["dossiers.level-set"]),
        Deed(
            route: "/procedures/office-hours", page: "/procedures/office-hours",
            fields: [
                "unit": ["25459"], "sessions": ["1-5,07:00,11:00,work"], "valid-from": ["2026-03-01"],
                "source": ["Quyết định mẫu"],
            ], writes: ["dossiers.hours-set"]),
        Deed(
            route: "/dossiers/offices", page: "/dossiers/offices",
            fields: ["unit": ["vamco:25567-UBND"], "agency": ["MAU.09"]], writes: ["dossiers.office-set"]),
        Deed(
            route: "/procedures/imports", page: "/procedures/imports",
            fields: [
                "file": ["Mã số,Tên,Lĩnh vực\n9.000001,Thủ tục mới,Hộ tịch\n"], "source": ["Cổng, 09/06/2026"],
            ], writes: [], keeps: ("list", "/procedures/imports/")),
        Deed(
            route: "/procedures/imports/{import}/confirmation", page: "/procedures/imports/{list}",
            action: "/procedures/imports/{list}/confirmation", writes: ["dossiers.catalogue-taken-in"]),
        Deed(
            route: "/procedures/imports/shipped", page: "/procedures/imports", writes: [],
            keeps: ("shipped", "/procedures/imports/")),
        Deed(
            route: "/procedures/imports/{import}/discarding", page: "/procedures/imports/{shipped}",
            action: "/procedures/imports/{shipped}/discarding", writes: []),
    ]

    /// A file that is looked at: its name ends as no picture's does.
    static let files = [
        Deed(
            route: "/administration/files/trial", page: "/administration/files", fields: ["file": ["%PDF-1.4\n%%EOF"]],
            writes: [], answer: .unprocessableContent),
        Deed(
            route: "/results/verify", page: "/results/verify?code=MMMM000000000000",
            fields: ["file": ["%PDF-1.4\n%%EOF"]], writes: [], answer: .ok),
    ]

    /// Holidays of a year, and that they are all there.
    static let workingDays =
        (1...7).map { day in
            Deed(
                route: "/organisation/working-days", page: "/organisation/working-days?year=2027",
                fields: [
                    "day": ["2027-02-0\(day)"], "kind": ["rest"], "name": ["Tết mẫu"], "source": ["Quyết định mẫu"],
                    "reason": ["lịch nghỉ mẫu"],
                ], writes: ["identity.day-announced"])
        } + [
            Deed(
                route: "/organisation/working-days/years", page: "/organisation/working-days?year=2027",
                fields: ["year-source": ["Quyết định mẫu"]], writes: ["identity.year-completed"])
        ]
}
