// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// One deed or more for every write that is not an officer's of some unit
/// (those are in `UnitGuardTests.acts`), in an order in which they can be done.
enum Deeds {
    static let all =
        accounts + own + plans + imports + people + personal + citizens + drafts + procedures + files + workingDays
        + others

    private static let accounts = [
        Deed(
            route: "/identity/accounts", page: "/identity/accounts/new",
            fields: ["login": ["nguoi.moi"], "name": ["Người Mới"], "role": ["operator"]],
            writes: ["identity.account-created"], keeps: ("account", "/identity/accounts/"), answer: .ok),
        Deed(
            route: "/identity/accounts/{account}", page: "/identity/accounts/{account}",
            fields: ["name": ["Người Đổi Tên"], "role": ["operator", "leader"], "roles-reason": ["thêm việc"]],
            writes: ["identity.account-changed"]),
        Deed(
            route: "/identity/accounts/{account}/password", page: "/identity/accounts/{account}",
            writes: ["identity.account-password-reset"], answer: .ok),
        Deed(
            route: "/identity/accounts/{account}/disablement", page: "/identity/accounts/{account}",
            fields: ["disable-reason": ["nghỉ phép dài"]], writes: ["identity.account-disabled"]),
        Deed(
            route: "/identity/accounts/{account}/enablement", page: "/identity/accounts/{account}",
            writes: ["identity.account-enabled"]),
        Deed(
            route: "/identity/accounts/{account}/second-factor", page: "/identity/accounts/{operator}",
            action: "/identity/accounts/{operator}/second-factor", fields: ["reason": ["mất điện thoại"]],
            writes: ["identity.account-second-factor-reset"]),
        Deed(
            route: "/identity/tokens", page: "/identity/tokens",
            fields: ["name": ["Sở Thông tin"], "scope": ["security-log:read"]],
            writes: ["identity.account-token-made"], answer: .ok),
        Deed(
            route: "/identity/providers/{provider}/discovery", page: "/identity/providers",
            action: "/identity/providers/vneid/discovery", writes: []),
        Deed(
            route: "/identity/tokens/{token}/revocation", page: "/identity/tokens",
            writes: ["identity.account-token-revoked"]),
    ]

    /// What somebody on the staff does with their own account.
    private static let own = [
        Deed(
            route: "/account/password", page: "/account/password", who: "leader",
            fields: [
                "current": ["chi-la-mau-lanh-dao-3"], "new": ["song Vàm Cỏ chảy qua phố"],
                "repeated": ["song Vàm Cỏ chảy qua phố"],
            ], writes: ["identity.account-password-changed"]),
        Deed(
            route: "/account/recovery-codes", page: "/account", who: "leader",
            writes: ["identity.account-recovery-codes-made"], answer: .ok),
        Deed(route: "/account/second-factor", page: "/account", who: "leader", writes: []),
        Deed(
            route: "/account/personal/requests", page: "/account/personal", who: "leader",
            fields: ["kind": ["see"], "words": ["Cho tôi biết"]], writes: ["identity.request-filed"]),
    ]

    private static let plans = [
        Deed(
            route: "/organisation/plans", page: "/organisation/plans",
            fields: ["title": ["Sắp xếp mẫu"], "act": ["NQ mẫu"], "on": ["2027-07-01"]],
            writes: ["identity.plan-drafted"], keeps: ("plan", "/organisation/plans/")),
        Deed(
            route: "/organisation/plans/{plan}/steps", page: "/organisation/plans/{plan}",
            fields: ["whole": ["vamco:25480-VP"], "becomes": ["existing"], "code": ["vamco:25480-KT"]],
            writes: ["identity.plan-changed"]),
        Deed(
            route: "/organisation/plans/{plan}/steps/removal", page: "/organisation/plans/{plan}",
            writes: ["identity.plan-changed"]),
        Deed(
            route: "/organisation/plans/{plan}/discarding", page: "/organisation/plans/{plan}",
            writes: ["identity.plan-discarded"]),
        Deed(
            route: "/organisation/plans", page: "/organisation/plans",
            fields: ["title": ["Sắp xếp thật"], "act": ["NQ mẫu"], "on": ["2027-07-01"]],
            writes: ["identity.plan-drafted"], keeps: ("decided", "/organisation/plans/")),
        Deed(
            route: "/organisation/plans/{plan}/steps", page: "/organisation/plans/{decided}",
            action: "/organisation/plans/{decided}/steps",
            fields: ["whole": ["vamco:25480-VP"], "becomes": ["existing"], "code": ["vamco:25480-KT"]],
            writes: ["identity.plan-changed"]),
        Deed(
            route: "/organisation/plans/{plan}/decision", page: "/organisation/plans/{decided}",
            action: "/organisation/plans/{decided}/decision", writes: ["identity.plan-decided"]),
        Deed(
            route: "/organisation/plans/{plan}/withdrawal", page: "/organisation/plans/{decided}",
            action: "/organisation/plans/{decided}/withdrawal", fields: ["reason": ["hoãn"]],
            writes: ["identity.plan-withdrawn"]),
    ]

    private static let units = "code,name,kind,parent,valid_from\n"

    private static let imports = [
        Deed(
            route: "/organisation/imports", page: "/organisation/imports",
            fields: ["file": [units + "MAU-1,Tổ một,office,25459,2026-12-01\n"]],
            writes: [], keeps: ("import", "/organisation/imports/")),
        Deed(
            route: "/organisation/imports/{import}/discarding", page: "/organisation/imports/{import}",
            writes: ["identity.import-discarded"]),
        Deed(
            route: "/organisation/imports", page: "/organisation/imports",
            fields: ["file": [units + "MAU-2,Tổ hai,office,25459,2026-12-01\n"]],
            writes: [], keeps: ("confirmed", "/organisation/imports/")),
        Deed(
            route: "/organisation/imports/{import}/confirmation", page: "/organisation/imports/{confirmed}",
            action: "/organisation/imports/{confirmed}/confirmation", writes: ["identity.units-imported"]),
        Deed(
            route: "/people/import", page: "/people/import",
            fields: [
                "act": ["confirm"],
                "text": ["name,title,unit,from\nTrần Nhập Bảng,Văn thư,vamco:25459-VP,2026-12-01\n"],
            ],
            writes: ["identity.person-added", "identity.post-established", "identity.appointed"]),
    ]

    private static let people = [
        Deed(
            route: "/people", page: "/people", fields: ["name": ["Lâm Thị Mới"]], writes: ["identity.person-added"],
            keeps: ("person", "/people/")),
        Deed(
            route: "/people/{person}/accounts", page: "/people/{person}", fields: ["login": ["nguoi.moi"]],
            writes: ["identity.account-linked"]),
    ]

    private static let personal = [
        Deed(
            route: "/people/{person}/personal", page: "/people/{person}/personal",
            fields: ["set-field": ["phone"], "value": ["0912 345 678"]], writes: ["identity.personal-set"]),
        Deed(
            route: "/people/{person}/personal/revelations", page: "/people/{person}/personal",
            fields: ["field": ["phone"], "reason": ["gọi về hồ sơ"]], writes: ["identity.personal-read"], answer: .ok),
        Deed(
            route: "/people/data/finding", page: "/people/data",
            fields: ["field": ["phone"], "value": ["0912345678"], "reason": ["tìm người gọi đến"]],
            writes: ["identity.personal-read"], answer: .ok),
        Deed(
            route: "/people/data/terms", page: "/people/data",
            fields: ["term-field": ["phone"], "days": ["3650"], "ground": ["Quy chế mẫu"]],
            writes: ["identity.retention-set"]),
        Deed(
            route: "/people/{person}/holds", page: "/people/{person}/personal",
            fields: ["hold-reason": ["đang thanh tra"]], writes: ["identity.hold-placed"]),
        Deed(
            route: "/people/{person}/holds/{hold}/end", page: "/people/{person}/personal",
            writes: ["identity.hold-lifted"]),
        Deed(
            route: "/people/{person}/personal/erasures", page: "/people/{person}/personal",
            fields: ["erase-field": ["phone"], "erase-reason": ["nhập nhầm"]], writes: ["identity.personal-erased"]),
        Deed(
            route: "/people/data/requests/{request}", page: "/people/data/requests/{request}",
            fields: ["state": ["granted"], "answer": ["Mời xem trang của bạn"]],
            writes: ["identity.request-answered"]),
        Deed(
            route: "/people/data/citizens/{citizen}/requests", page: "/people/data/citizens/{citizen}",
            fields: ["kind": ["access"], "words": ["Bà Hoà xin xem dữ liệu, giấy ủy quyền số 3"]],
            writes: ["identity.request-filed"]),
        Deed(
            route: "/people/data/citizens/{citizen}/holds", page: "/people/data/citizens/{citizen}",
            fields: ["hold-reason": ["đang khiếu nại"]], writes: ["identity.hold-placed"]),
        Deed(
            route: "/people/data/citizens/{citizen}/holds/{hold}/end", page: "/people/data/citizens/{citizen}",
            writes: ["identity.hold-lifted"]),
        Deed(
            route: "/people/{person}/leaving", page: "/people/{person}", fields: ["leave-reason": ["chuyển công tác"]],
            writes: ["identity.account-disabled", "identity.left"]),
    ]

    private static let citizens = [
        Deed(
            route: "/citizen/personal/revelations", page: "/citizen/personal", who: Crowd.citizen,
            writes: ["identity.personal-read"], answer: .ok),
        Deed(
            route: "/citizen/personal/requests", page: "/citizen/personal", who: Crowd.citizen,
            fields: ["kind": ["correct"], "words": ["Tên tôi viết sai"]], writes: ["identity.request-filed"]),
        Deed(
            route: "/citizen/other-sessions/end", page: "/citizen", who: Crowd.citizen, writes: []),
    ]

    private static let others = [
        Deed(
            route: "/procedures/conflicts/{id}/settlement", page: "/procedures/conflicts/{conflict}",
            action: "/procedures/conflicts/{conflict}/settlement",
            fields: ["count": ["3"], "unit": ["working_days"], "fee": ["8.000 đồng"], "reason": ["theo văn bản"]],
            writes: ["dossiers.conflict-settled"]),
        Deed(
            route: "/procedures/{code}/definition/draft", page: "/procedures/1.000005/definition/draft",
            action: "/procedures/1.000005/definition/draft", fields: ["act": ["publish"], "waiting": ["yes"]],
            writes: ["dossiers.definition-published"]),
        Deed(
            route: "/verify", page: "/verify", who: Crowd.noRole, fields: ["receipt": ["{}"]], writes: [],
            answer: .unprocessableContent),
    ]
}
