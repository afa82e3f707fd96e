// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Method, source and terms, as QĐ 1459/QĐ-TCMT, Bảng 3 asks of whoever
/// publishes the index.
struct PublicationNote: Component {
    let method: String
    let sources: [String]

    var html: HTML {
        """
        <section class="publication-note" aria-labelledby="note-title"><h2 id="note-title">\(say: "environment.note.title")</h2>\
        <dl class="definitions">\
        <div><dt>\(say: "environment.note.method")</dt><dd>\(say: "environment.note.method-text", ["method": .text(method)])</dd></div>\
        <div><dt>\(say: "environment.note.advice")</dt><dd>\(say: "environment.note.advice-text", ["method": .text(method)])</dd></div>\
        <div><dt>\(say: "environment.note.source")</dt><dd>\
        \(sources.isEmpty ? "\(say: "environment.note.no-source")" : HTML.joined(sources.map { "\($0)" }, "; "))</dd></div>\
        <div><dt>\(say: "environment.note.data")</dt><dd><a href="/api/environment/stations">\(say: "environment.note.json")</a> · \
        <a href="/api/environment/stations.csv">\(say: "environment.note.csv")</a> · \
        <a href="/api/openapi.json">\(say: "environment.note.openapi")</a> · \
        <a href="/environment/alarms.atom">\(say: "environment.note.atom")</a></dd></div></dl></section>
        """
    }
}

extension HTML {
    /// Pieces with a sign between them.
    static func joined(_ parts: [HTML], _ separator: HTML) -> HTML {
        HTML(parts.enumerated().map { index, part in index == 0 ? part : separator + part })
    }
}
