// SPDX-License-Identifier: Apache-2.0

/// Makes documents for paper: receipts, forms, letters.
package protocol Printing: Sendable {
    /// The document as PDF.
    ///
    /// - Throws: `PrintingError`; the page that offers the document goes on
    ///   without it.
    func pdf(of document: PrintedDocument) async throws(PrintingError) -> [UInt8]
}

/// A document to be printed.
package struct PrintedDocument: Sendable {
    /// A file that lies in the PDF for programs to take out.
    package struct Attachment: Sendable {
        /// Letters, digits, `.` and `-`.
        package let name: String
        package let bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// A whole page of HTML with its own style. Nothing is fetched for it:
    /// pictures stand in it as SVG.
    package let html: String
    package let attachments: [Attachment]

    package init(html: String, attachments: [Attachment] = []) {
        self.html = html
        self.attachments = attachments
    }
}

package enum PrintingError: Error, Hashable, Sendable {
    /// The printing program is not installed or does not start; why, for the log.
    case unavailable(String)
    /// Too many documents wait at this moment.
    case overloaded
    case tooSlow
    /// It ran and made no document; why, for the log.
    case failed(String)
}
