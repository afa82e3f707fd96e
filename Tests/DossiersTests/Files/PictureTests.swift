// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dossiers

@Suite("Pictures people hand in")
struct PictureTests {
    private func has(_ text: String, _ bytes: [UInt8]) -> Bool { bytes.next(Array(text.utf8), from: 0) != nil }

    @Test("lose what their camera noted, and nothing of the picture")
    func stripped() throws {
        let colours = Array("ICC_PROFILE\0\u{1}\u{1}".utf8) + Array(repeating: 7, count: 50)
        let sent = SampleFiles.jpeg(with: [
            (0xE1, SampleFiles.exif(orientation: 1)), (0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>".utf8)),
            (0xE2, colours), (0xE2, Array("MPF\0notes".utf8)), (0xED, Array("Photoshop 3.0\0city".utf8)),
            (0xEE, Array("Adobe\0\u{64}\0\0\0\0\u{1}".utf8)), (0xFE, Array("taken at home".utf8)),
        ])
        let picture = try JPEGPicture(sent)
        let kept = picture.turned

        #expect(picture.size == PictureSize(width: 64, height: 48))
        #expect(kept.starts(with: [0xFF, 0xD8, 0xFF, 0xE0]))
        for text in ["GPS", "Samsung", "xmpmeta", "MPF", "Photoshop", "taken at home", "Exif"] {
            #expect(!has(text, kept), "\(text)")
        }
        #expect(has("ICC_PROFILE", kept) && has("Adobe", kept))
        let plain = try JPEGPicture(SampleFiles.jpeg).stripped
        #expect(plain == SampleFiles.jpeg)
        #expect(kept.suffix(500) == plain.suffix(500))
    }

    @Test("are still turned as their camera said", arguments: [UInt8(3), 6, 8], [true, false])
    func turned(orientation: UInt8, isLittle: Bool) throws {
        let sent = SampleFiles.jpeg(with: [(0xE1, SampleFiles.exif(orientation: orientation, isLittle: isLittle))])
        let kept = try JPEGPicture(sent).turned

        #expect(!has("GPS", kept) && has("Exif", kept))
        #expect(kept.count == SampleFiles.jpeg.count + 36)
        #expect(try JPEGPicture(kept).orientation == Int(orientation))
        #expect(try JPEGPicture(kept).turned == kept)
    }

    @Test("with a turn that is none, or a directory that leads nowhere, are not turned")
    func oddTurns() throws {
        for exif in [
            SampleFiles.exif(orientation: 9), SampleFiles.exif(orientation: 0), Array("Exif\0\0MM".utf8),
            Array("Exif\0\0".utf8) + [0x4D, 0x4D, 0, 0x2A, 0xFF, 0xFF, 0xFF, 0xFF],
            Array("Exif\0\0".utf8) + [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0xFF, 0xFF, 1, 0x12],
        ] {
            let picture = try JPEGPicture(SampleFiles.jpeg(with: [(0xE1, exif)]))
            #expect(picture.orientation == 1 && picture.turned == SampleFiles.jpeg)
        }
    }

    @Test("that end early are called cut short wherever they end")
    func cut() throws {
        let whole = SampleFiles.jpeg(with: [(0xE1, SampleFiles.exif(orientation: 6))])
        for count in stride(from: 3, to: whole.count, by: 1) {
            #expect(throws: FileError.self, "\(count)") { try JPEGPicture(Array(whole[..<count])) }
        }
        let half = Array(whole[..<(whole.count * 99 / 100)])
        #expect(throws: FileError.cutShort) { try JPEGPicture(half) }
        for count in 8..<SampleFiles.png().count {
            #expect(throws: FileError.cutShort) { try PNGPicture(Array(SampleFiles.png()[..<count])) }
        }
        for count in 40..<SampleFiles.heic.count {
            #expect(throws: FileError.self, "\(count)") { try HEICPicture(Array(SampleFiles.heic[..<count])) }
        }
    }

    @Test("have lost what telephones hang behind them, and are refused with anything else there")
    func tails() throws {
        let film: [UInt8] = [0, 0, 0, 24] + Array("ftypmp42film".utf8)
        let tails: [[UInt8]] = [[0, 0, 0], SampleFiles.jpeg, film, Array("…SEFT".utf8)]
        for tail in tails {
            #expect(try JPEGPicture(SampleFiles.jpeg + tail).stripped == SampleFiles.jpeg)
        }
        for tail in ["<script>", "%PDF-1.7", "#!/bin/sh", "MZ"] {
            #expect(throws: FileError.hiddenContent) { try JPEGPicture(SampleFiles.jpeg + Array(tail.utf8)) }
            #expect(throws: FileError.hiddenContent) { try PNGPicture(SampleFiles.png() + Array(tail.utf8)) }
        }
    }

    @Test("in PNG keep picture and colours and lose texts, times, places and further frames")
    func portable() throws {
        let sent = SampleFiles.png(more: [
            ("tEXt", Array("Author\0Hoà".utf8)), ("eXIf", [1, 2]), ("tIME", Array(repeating: 1, count: 7)),
            ("acTL", [0, 0, 0, 2]), ("gAMA", [0, 0, 1, 1]), ("pHYS", Array(repeating: 2, count: 9)),
        ])
        let kept = try PNGPicture(sent).stripped
        #expect(kept == SampleFiles.png(more: [("gAMA", [0, 0, 1, 1]), ("pHYS", Array(repeating: 2, count: 9))]))
        #expect(throws: FileError.unreadable) { try PNGPicture(SampleFiles.png(more: [("EVIL", [1])])) }
        #expect(throws: FileError.unreadable) { try PNGPicture(SampleFiles.png(more: [("IHDR", [1])])) }
    }

    @Test(
        "tell their size before anybody decodes them; bombs are refused",
        arguments: [
            (UInt32(20_000), UInt32(20_000)), (UInt32.max, UInt32.max), (UInt32.max, UInt32(1_000)),
        ])
    func bombs(width: UInt32, height: UInt32) throws {
        let size = try PNGPicture(SampleFiles.png(width: width, height: height)).size
        #expect(throws: FileError.tooManyPixels(limit: 210)) { try size.check(FileLimits()) }
    }

    @Test("of no pixels are none; a JPEG of the greatest size its head can tell is a bomb")
    func extremes() throws {
        #expect(throws: FileError.self) { try PNGPicture(SampleFiles.png(width: 0)).size.check(FileLimits()) }
        var large = SampleFiles.jpeg
        let frame = try #require(large.next([0xFF, 0xC0], from: 0))
        large.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xFF, 0xFF, 0xFF])
        let size = try JPEGPicture(large).size
        #expect(throws: FileError.tooManyPixels(limit: 210)) { try size.check(FileLimits()) }
    }

    @Test("in HEIC tell their size in their boxes")
    func heic() throws {
        #expect(FileKind(of: SampleFiles.heic) == .heic)
        // As it is coded, in blocks of eight: what a decoder needs memory for.
        #expect(try HEICPicture(SampleFiles.heic).size == PictureSize(width: 64, height: 64))
        #expect(throws: FileError.hiddenContent) { try HEICPicture(SampleFiles.heic + Array("PK\u{3}\u{4}rest".utf8)) }
        #expect(FileKind(of: Array("\0\0\0\u{18}ftypmp42\0\0\0\0mp42isom".utf8)) == nil)
        #expect(FileKind(of: Array("\0\0\0\u{18}ftypavif\0\0\0\0mif1avif".utf8)) == nil)
    }
}
