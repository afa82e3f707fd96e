// SPDX-License-Identifier: Apache-2.0

import Basics
import TestSupport
import Testing

@testable import Web

@Suite("HTML")
struct HTMLTests {
    let wording = Wording(Translations.sample, language: .vi, zone: .vietNam)

    @Test(
        "text is escaped, in content and in attributes",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\" onmouseover=\"x", "&quot; onmouseover=&quot;x"), ("' x='", "&#39; x=&#39;"), ("a & b", "a &amp; b"),
            ("Hòa Thành 🌊", "Hòa Thành 🌊"), ("&lt;", "&amp;lt;"), ("", ""),
        ])
    func escaping(text: String, expected: String) {
        let page: HTML = "<p title=\"\(text)\">\(text)</p>"
        #expect(page.rendered(in: wording) == "<p title=\"\(expected)\">\(expected)</p>")
    }

    @Test("words of a message are escaped with what fills their places")
    func messages() {
        let page: HTML = "<p>\(Message("sample.hello", ["name": .text("<b>")]))</p>"
        #expect(page.rendered(in: wording) == "<p>Xin chào &lt;b&gt; &amp; bạn</p>")
    }

    @Test("markup put into markup stays markup, once")
    func nesting() {
        let inner: HTML = "<b>\("a<b")</b>"
        let outer: HTML = "<p>\(inner)\(nil as HTML?)\(HTML.each(["x", "<"]) { "<i>\($0)</i>" })</p>"
        #expect(outer.rendered(in: wording) == "<p><b>a&lt;b</b><i>x</i><i>&lt;</i></p>")
    }

    @Test("a figure shows value, unit or the reason for none")
    func figures() {
        func figure(_ value: Figure.Value) -> Figure {
            Figure(
                value, unit: .microgramPerCubicMetre, asOf: nil, source: .named("x"),
                definition: Message("sample.hello"), quality: .measured, records: "/")
        }
        let number: HTML = "\(figure(.number(1_234.5, decimals: 1)))"
        #expect(
            number.rendered(in: wording).contains(">1.234,5</data>\u{00A0}<span class=\"figure-unit\">µg/m³</span>"))
        let none: HTML = "\(figure(.none(because: Message("sample.none"))))"
        #expect(none.rendered(in: wording) == "<span class=\"figure-none\">Chưa có</span>")
    }

    @Test("a moment carries its machine form with the zone")
    func instants() {
        let page: HTML = "\(Instant(seconds: 1_700_000_000))"
        #expect(page.rendered(in: wording) == "<time datetime=\"2023-11-15T05:13:20+07:00\">15/11/2023 05:13</time>")
    }

    @Test("where volatile values stand is known, and they differ nowhere else")
    func volatile() {
        let page: HTML = "<i>\(HTML.formToken)</i>é<b>\(HTML(.volatile(.nonce)))</b>"
        let rendering = page.rendering(in: wording, with: VolatileValues(nonce: "NNN", formToken: "TT"))
        let bytes = Array(rendering.text.utf8)
        #expect(rendering.hasFormToken)
        #expect(rendering.volatile.map { String(decoding: bytes[$0], as: UTF8.self) } == ["TT", "NNN"])
        #expect(page.rendered(in: wording).contains("value=\"\""))
    }
}

extension Translations {
    /// A few words for tests.
    static let sample: Translations = {
        let words = [
            "sample.hello": "Xin chào {name} & bạn", "sample.none": "Chưa có",
            "sample.files": "{count} {count|file|files}",
        ]
        return Translations(words: [.vi: words, .en: words])
    }()
}
