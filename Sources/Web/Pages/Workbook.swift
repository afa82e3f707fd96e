// SPDX-License-Identifier: Apache-2.0

package import Basics
import CZlib
package import Hummingbird
import NIOCore

/// A workbook of one sheet (ECMA-376), for people who work on in a spreadsheet.
/// Every cell is a number or a text of its own: a text is never a formula, whatever it begins with.
package struct Workbook: Sendable {
    private let zone: CivilZone
    private var rows: [String] = []

    /// - Parameter columns: The heading.
    package init(columns: [String], zone: CivilZone) {
        self.zone = zone
        add(columns.map(CSVValue.text))
    }

    package mutating func add(_ row: [CSVValue]) {
        rows.append("<row>" + row.map(cell).joined() + "</row>")
    }

    /// The file's bytes: a zip file whose members are stored as they are.
    package var bytes: [UInt8] {
        var archive = StoredArchive()
        archive.add("[Content_Types].xml", Self.types)
        archive.add("_rels/.rels", Self.relations("officeDocument", "xl/workbook.xml"))
        archive.add("xl/_rels/workbook.xml.rels", Self.relations("worksheet", "worksheets/sheet1.xml"))
        archive.add(
            "xl/workbook.xml",
            Self.head + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.office)/relationships\">"
                + "<sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>")
        archive.add(
            "xl/worksheets/sheet1.xml",
            Self.head + "<worksheet xmlns=\"\(Self.main)\"><sheetData>" + rows.joined() + "</sheetData></worksheet>")
        return archive.finished
    }

    private func cell(_ value: CSVValue) -> String {
        switch value {
        case .empty: "<c/>"
        case .integer(let number): "<c><v>\(number)</v></c>"
        case .number(let number, _): "<c><v>\(number.isFinite ? number : 0)</v></c>"
        case .text(let text): Self.inline(text)
        case .instant(let moment): Self.inline(moment.iso8601(in: zone))
        case .day(let day): Self.inline(day.iso8601)
        }
    }

    private static func inline(_ text: String) -> String {
        // XML 1.0 has no control characters but tab and line ends.
        let plain = String(
            text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\t" || $0 == "\n" }
                .filter { !(0xFFFE...0xFFFF).contains($0.value) }.map(Character.init))
        let safe = plain.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">\(safe)</t></is></c>"
    }

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    private static func relations(_ type: String, _ target: String) -> String {
        head + "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"r1\" "
            + "Type=\"\(office)/relationships/\(type)\" Target=\"\(target)\"/></Relationships>"
    }

    private static let types =
        head + "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" "
        + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(kind).sheet.main+xml\"/>"
        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"\(kind).worksheet+xml\"/></Types>"
}

/// A zip file whose members are not packed.
private struct StoredArchive {
    private var body = ByteBuffer()
    private var directory = ByteBuffer()
    private var count: UInt16 = 0

    mutating func add(_ name: String, _ text: String) {
        let bytes = Array(text.utf8)
        let sum = bytes.withUnsafeBufferPointer {
            UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count)))
        }
        let place = UInt32(body.writerIndex)
        var common = ByteBuffer()
        // Version 2.0, names in UTF-8, stored, 1 January 1980.
        for part in [20, 0x0800, 0, 0, 0x21] as [UInt16] { common.writeInteger(part, endianness: .little) }
        for part in [sum, UInt32(bytes.count), UInt32(bytes.count)] { common.writeInteger(part, endianness: .little) }
        common.writeInteger(UInt16(name.utf8.count), endianness: .little)
        common.writeInteger(UInt16(0), endianness: .little)

        body.writeInteger(UInt32(0x0403_4B50), endianness: .little)
        body.writeImmutableBuffer(common)
        body.writeString(name)
        body.writeBytes(bytes)

        directory.writeInteger(UInt32(0x0201_4B50), endianness: .little)
        directory.writeInteger(UInt16(20), endianness: .little)
        directory.writeImmutableBuffer(common)
        directory.writeRepeatingByte(0, count: 10)
        directory.writeInteger(place, endianness: .little)
        directory.writeString(name)
        count += 1
    }

    var finished: [UInt8] {
        var file = body
        let (start, size) = (UInt32(body.writerIndex), UInt32(directory.readableBytes))
        file.writeImmutableBuffer(directory)
        file.writeInteger(UInt32(0x0605_4B50), endianness: .little)
        for part in [0, 0, count, count] as [UInt16] { file.writeInteger(part, endianness: .little) }
        for part in [size, start] { file.writeInteger(part, endianness: .little) }
        file.writeInteger(UInt16(0), endianness: .little)
        return Array(file.readableBytesView)
    }
}

extension WebContext {
    /// A workbook for whoever saves it; `name` ends with `.xlsx`.
    package func workbook(_ name: String, _ book: Workbook) -> Response {
        Attachment.response(
            book.bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", named: name)
    }
}
