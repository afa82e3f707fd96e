// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

@testable import Dossiers

/// A small definition in which every rule holds; tests break it one rule at a time.
enum SampleDefinition {
    static let text = """
        procedure: "9.000001"
        name: {vi: Cấp giấy mẫu, en: A sample paper}
        valid-from: 2026-07-01
        decision: 1/QĐ-MAU
        source: Mẫu
        channels: [direct, online]
        cases:
          - {code: plain, name: Thường}
          - {code: urgent, name: Gấp, when: {question: kind, equals: urgent}}
        limits:
          - {limit: 5 working_day, source: Điều 1}
          - {limit: 2 working_day, cases: [urgent], source: Điều 2}
        supplement: {times: 1}
        extension: {times: 1, apology: "04"}
        fees:
          - {code: paper, name: Lệ phí, amount: 10000, channels: [direct], source: Điều 3}
          - {code: paper-online, name: Lệ phí, amount: 7000, channels: [online], source: Điều 3}
        eligibility:
          - require: {question: born, before: today}
            words: {vi: Chưa sinh, en: Not born yet}
        questions:
          - code: kind
            kind: choice
            text: Loại
            options: [{code: plain, name: Thường}, {code: urgent, name: Gấp}]
          - {code: born, kind: date, past: true, text: Ngày sinh}
        pages:
          - code: who
            title: Người nộp
            questions: [{ask: applicant-name}, {ask: born}]
          - code: what
            title: Yêu cầu
            questions:
              - {ask: kind}
              - {ask: applicant-phone, shown-if: {question: kind, equals: urgent}}
        papers:
          - {code: request, name: Đơn, originals: 1, sources: [upload, counter]}
          - {code: proof, name: Căn cứ, originals: 1, sources: [held], needed-if: {question: kind, equals: urgent}}
        results:
          - {code: KQ.MAU.000001, name: Giấy mẫu, signed: true, numbered: true}
        steps:
          - code: receive
            name: Tiếp nhận
            role: reception-officer
            duties: [receive]
            limit: 4 working_hour
            actions:
              - {code: accept, name: Nhận, to: appraise}
              - {code: supplement, name: Bổ sung, supplement: receive}
              - {code: refuse, name: Từ chối, end: refused}
          - code: appraise
            name: Thẩm định
            role: case-officer
            duties: [appraise, propose]
            limit: 2 working_day
            actions:
              - {code: propose, name: Trình, to: approve}
              - {code: extend, name: Gia hạn, extend: true}
          - code: approve
            name: Ký
            role: leader
            duties: [approve]
            actions:
              - {code: sign, name: Ký, to: number, produces: [KQ.MAU.000001]}
              - {code: return, name: Trả lại, to: appraise}
          - code: number
            name: Cấp số
            role: registry-clerk
            duties: [number]
            actions: [{code: number, name: Cấp số, to: hand-over}]
          - code: hand-over
            name: Trả
            role: result-officer
            duties: [issue]
            actions: [{code: give, name: Trao, end: done}]

        """

    /// The sample with one piece of its text replaced.
    static func text(_ old: String, _ new: String) -> String {
        precondition(text.contains(old), "the sample has no \(old)")
        return text.replacingOccurrences(of: old, with: new)
    }

    static let legal: [ProcedureDefinition.Channel: LegalLimit] = [
        .direct: .limit(sample(5, .workingDay)), .online: .limit(sample(5, .workingDay)),
    ]

    static func sample(_ count: Int, _ unit: TimeLimit.Unit) -> TimeLimit {
        (try? TimeLimit(count, unit)).unsafelyUnwrapped
    }

    static func definition(_ text: String = text) throws -> ProcedureDefinition {
        try DefinitionReader.definition(from: text)
    }

    static func findings(_ text: String = text) throws -> [LintFinding] {
        DefinitionLint(try definition(text), bank: try DefinitionLibrary.shipped().bank, legal: legal).findings()
    }

    static let today = CivilDay(2026, 11, 30).unsafelyUnwrapped
}
