// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("Station files")
struct StationFileTests {
    let now = Instant(iso8601: "2026-01-15T08:06:00+07:00")!
    let reader = StationFileReader(catalogue: Shipped.reference.catalogue)

    private func read(_ text: String, _ policy: StationFile.Policy = .init()) throws -> StationFile {
        try StationFileReader(catalogue: reader.catalogue, policy: policy)
            .file(from: Array(text.utf8), now: now)
    }

    static let example = """
        PM2,5\t31.4\tµg/Nm3\t20260115080500\t00
        PM10\t52.0\tµg/Nm3\t20260115080500\t00
        SO2\t12.7\tµg/Nm3\t20260115080500\t00
        CO\t640\tµg/Nm3\t20260115080500\t01

        """

    @Test("the example of the circular's format")
    func example() throws {
        let file = try read(Self.example)
        let at = Instant(iso8601: "2026-01-15T08:05:00+07:00")!
        #expect(file.refused.isEmpty && file.blankLines == 0)
        #expect(file.lines.map(\.parameter) == ["pm25", "pm10", "so2", "co"])
        #expect(file.lines.map(\.value) == [31.4, 52, 12.7, 640])
        #expect(file.lines.map(\.status) == ["00", "00", "00", "01"])
        #expect(file.lines.map(\.number) == [1, 2, 3, 4])
        #expect(file.lines.allSatisfy { $0.at == at && $0.reportedUnit == .microgramPerCubicMetre })
    }

    @Test(
        "what loggers do is tolerated",
        arguments: [
            ("CRLF", "PM10\t52.0\tµg/Nm3\t20260115080500\t00\r\n"),
            ("CR", "PM10\t52.0\tµg/Nm3\t20260115080500\t00\r"),
            ("no line end", "PM10\t52.0\tµg/Nm3\t20260115080500\t00"),
            ("byte order mark", "\u{FEFF}PM10\t52.0\tµg/Nm3\t20260115080500\t00\n"),
            ("blanks", "PM10   52.0  µg/Nm3 20260115080500  00\n"),
            ("blanks around TABs", " PM10 \t 52.0\tµg/Nm3\t20260115080500 \t00 \n"),
            ("a TAB at the end", "PM10\t52.0\tµg/Nm3\t20260115080500\t00\t\n"),
            ("decimal comma", "PM10\t52,0\tµg/Nm3\t20260115080500\t00\n"),
            ("spelling of the symbol", "pm 10\t52.0\tµg/Nm3\t20260115080500\t00\n"),
            ("spelling of the unit", "PM10\t52.0\tug/m3\t20260115080500\t00\n"),
            ("Greek letter", "PM10\t52.0\t\u{03BC}g/m³\t20260115080500\t00\n"),
            ("another unit", "PM10\t0.052\tmg/m3\t20260115080500\t00\n"),
            ("grouped thousands and exponent", "PM10\t5.2e1\tµg/Nm3\t20260115080500\t00\n"),
        ])
    func tolerance(what: String, text: String) throws {
        let file = try read(text)
        #expect(file.refused.isEmpty, "\(what)")
        #expect(file.lines.map(\.value) == [52])
        #expect(file.lines.map(\.parameter) == [.pm10])
    }

    @Test("an unknown status is kept as it is", arguments: ["03", "99", "OK", "fault", "-1"])
    func unknownStatus(status: String) throws {
        #expect(try read("PM10\t52\tug/m3\t20260115080500\t\(status)\n").lines.map(\.status.rawValue) == [status])
    }

    @Test("a line's own time counts, seconds and all, whatever the file's name says")
    func lineTimes() throws {
        let file = try read("PM10\t1\tug/m3\t20251231235959\t00\nPM10\t2\tug/m3\t20260101000000\t00\n")
        #expect(file.lines.map(\.at.seconds) == [1_767_200_399, 1_767_200_400])
    }

    @Test(
        "a line that cannot be taken says why",
        arguments: [
            ("Nope\t1\tug/m3\t20260115080500\t00\n", StationFile.Refusal.unknownParameter("Nope")),
            ("PM10\tNaN\tug/m3\t20260115080500\t00\n", .notANumber(.notFinite)),
            ("PM10\t1e999\tug/m3\t20260115080500\t00\n", .notANumber(.tooLarge)),
            ("PM10\tinf\tug/m3\t20260115080500\t00\n", .notANumber(.notFinite)),
            ("PM10\t\tug/m3\t20260115080500\t00\n", .notANumber(.empty)),
            ("PM10\t--\tug/m3\t20260115080500\t00\n", .notANumber(.notANumber)),
            ("PM10\t52\t\t20260115080500\t00\n", .missingUnit),
            ("PM10 52 20260115080500 00\n", .missingUnit),
            ("PM10\t52\tlightyear\t20260115080500\t00\n", .unit(.unknownUnit("lightyear"))),
            ("PM10\t52\tppb\t20260115080500\t00\n", .unit(.notConvertible(parameter: .pm10, unit: .partPerBillion))),
            ("PM10\t52\tug/m3\t20260230080500\t00\n", .badTime("20260230080500")),
            ("PM10\t52\tug/m3\t20260115240000\t00\n", .badTime("20260115240000")),
            ("PM10\t52\tug/m3\t2026-01-15\t00\n", .badTime("2026-01-15")),
            ("PM10\t52\tug/m3\t20260115080500\n", .missingStatus),
            ("PM10\t52\tug/m3\t20260115080500\t\n", .missingStatus),
            ("PM10\t52\tug/m3\n", .wrongColumnCount(3)),
            ("PM10\t52\tug/m3\t20260115080500\t00\textra\n", .wrongColumnCount(6)),
            ("PM10\t52\tug/m3\t202601150805", .truncated), ("PM10\t52\tug/m3\t20260115080500", .truncated),
            ("PM10\t52\tug/m3\t20260115080500\t", .truncated), ("PM", .truncated),
            ("PM10\t52\tug/m3\t20260115080500\t" + String(repeating: "0", count: 40) + "\n", .statusTooLong),
        ])
    func refusals(text: String, reason: StationFile.Refusal) throws {
        let file = try read(text)
        #expect(file.lines.isEmpty)
        #expect(file.refused.map(\.reason) == [reason])
        #expect(file.refused.map(\.number) == [1])
    }

    @Test("a time in the future or of a lost clock is refused, small differences of clocks are not")
    func implausibleTimes() throws {
        func at(_ time: String) throws -> StationFile { try read("PM10\t1\tug/m3\t\(time)\t00\n") }
        #expect(try at("20260115081600").lines.count == 1)
        let future = Instant(iso8601: "2026-01-15T08:16:01+07:00")!
        #expect(try at("20260115081601").refused.map(\.reason) == [.inFuture(future)])
        let past = Instant(iso8601: "1970-01-01T08:00:00+07:00")!
        #expect(try at("19700101080000").refused.map(\.reason) == [.beforeEarliest(past)])
        #expect(try at("99991231235959").refused.count == 1)
    }

    @Test("a missing unit is the parameter's own only where the policy says so")
    func missingUnit() throws {
        var policy = StationFile.Policy()
        policy.takesMissingUnitAsOwn = true
        let text = "PM10\t52\t\t20260115080500\t00\nCO 640 20260115080500 00\n"
        let file = try read(text, policy)
        #expect(file.lines.map(\.value) == [52, 640])
        #expect(file.lines.map(\.reportedUnit) == [.microgramPerCubicMetre, .microgramPerCubicMetre])
    }

    @Test("one bad line spoils no other, and refused text is legible")
    func mixture() throws {
        var bytes = Array("PM10\t1\tug/m3\t20260115080500\t00\n".utf8)
        bytes += [0x07, 0xFF, 0x1B] + Array("[31m junk\n \t \n\n".utf8) + Array(Self.example.utf8)
        let file = try reader.file(from: bytes, now: now)
        #expect((file.lines.count, file.refused.count, file.blankLines) == (5, 1, 2))
        #expect(file.refused[0].text == "\u{FFFD}[31m junk")
        #expect(file.lineCount == 8)
    }

    @Test(
        "a whole file that is none is refused with its reason",
        arguments: [
            ("", StationFileError.noLines), ("\n\r\n \t \n", .noLines), ("\u{FEFF}", .noLines),
            ("PM\0", .binary(offset: 2)), ("P\0M\01\00\0", .binary(offset: 1)),
        ])
    func refusedFiles(text: String, error: StationFileError) {
        #expect(throws: error) { try read(text) }
    }

    @Test("size, lines and a line's length have caps")
    func caps() throws {
        var policy = StationFile.Policy()
        policy.sizeLimit = 100
        #expect(throws: StationFileError.tooLarge(bytes: 101, limit: 100)) {
            try read(String(repeating: "x", count: 101), policy)
        }
        policy = .init()
        policy.lineCountLimit = 3
        #expect(throws: StationFileError.tooManyLines(limit: 3)) { try read(Self.example, policy) }
        policy = .init()
        policy.lineLengthLimit = 60
        let long = String(repeating: "y", count: 61)
        let file = try read(long + "\n" + Self.example, policy)
        #expect(file.lines.count == 4)
        #expect(file.refused == [.init(number: 1, text: long, reason: .tooLong(limit: 60))])
    }
}
