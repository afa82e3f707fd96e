// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Web

/// A receipt for paper: what was recorded, and a code that leads anybody with a
/// telephone to the place where it is checked.
struct ReceiptSheet {
    let city: String
    let receipt: LedgerReceipt
    let entry: SealedEntry
    let checkpoint: Checkpoint
    /// Where the code leads: the whole address.
    let address: String
    let acts: ActNames

    /// The file that lies in the PDF.
    static func attachmentName(_ number: Int) -> String { "receipt-\(number).json" }

    func html(in wording: Wording) -> String { document(wording).rendered(in: wording) }

    private func document(_ wording: Wording) -> HTML {
        """
        <!doctype html><html lang="\(wording.language.rawValue)"><head><meta charset="utf-8">\
        <title>\(title)</title><style>\(Self.style)</style></head>
        <body><header><p class="city">\(city)</p><h1>\(title)</h1></header>
        <div class="code">\(QRPicture(address, words: address))<p>\(say: "audit.receipt.scan")</p></div>
        <dl>\(HTML.each(facts) { "<dt>\($0.name)</dt><dd>\($0.content)</dd>" })</dl>
        <section><h2>\(say: "audit.receipt.proof")</h2>
        <p>\(say: "audit.receipt.means", ["size": .count(checkpoint.size)])</p>
        <p class="address">\(address)</p>
        <p>\(say: "audit.receipt.attached", ["file": .text(Self.attachmentName(receipt.number))])</p>
        <p class="command">\(command)</p></section>
        </body></html>
        """
    }

    /// What checks without a server; the same in every language.
    private var command: String { "scripts/verify-ledger --receipt \(Self.attachmentName(receipt.number))" }

    private var title: Message { Message("audit.receipt.title", ["number": .text(String(receipt.number))]) }

    private var facts: [(name: Message, content: HTML)] {
        var facts: [(name: Message, content: HTML)] = [
            (Message("audit.field.at"), "\(entry.record.at, .second)"),
            (Message("audit.field.act"), acts.html(entry.record[.act])),
            (Message("audit.field.object"), "<code>\(entry.record[.objectID])</code>"),
            (Message("audit.verify.ledger"), "<code>\(checkpoint.origin)</code>"),
        ]
        if let at = checkpoint.at { facts.append((Message("audit.receipt.signed-at"), "\(at, .second)")) }
        facts.append((Message("audit.field.hash"), "<code>\(entry.hash.hex)</code>"))
        return facts
    }

    /// A5, as the forms of Circular 01/2018/TT-VPCP were; black on white.
    private static let style: HTML = """
        @page { size: A5; margin: 14mm 13mm; }
        body { font: 9.5pt/1.45 "Noto Sans", "DejaVu Sans", sans-serif; color: #111; margin: 0; }
        header { border-bottom: 1.2pt solid #0b5563; margin-bottom: 5mm; padding-bottom: 2mm; }
        h1 { font-size: 16pt; line-height: 1.2; margin: 0; } h2 { font-size: 11pt; margin: 5mm 0 1mm; }
        .city { margin: 0 0 1mm; color: #0b5563; font-weight: 600; }
        .code { float: right; width: 38mm; margin: 0 0 3mm 5mm; text-align: center; font-size: 7.5pt; line-height: 1.3; }
        .code svg { width: 38mm; height: 38mm; } .code p { margin: 1mm 0 0; }
        dl { margin: 0; } dt { color: #555; font-size: 8pt; } dd { margin: 0 0 2mm; overflow-wrap: anywhere; }
        code, .address, .command { font-family: "Noto Sans Mono", "DejaVu Sans Mono", monospace; font-size: 7.5pt; }
        code, .address, .command { overflow-wrap: anywhere; }
        section { clear: both; } p { margin: 0 0 1.5mm; }
        """
}
