// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Ports
import TestSupport
import Testing

@testable import Dossiers
@testable import Server

@Suite("Pictures of telephones as JPEG")
struct HEICConverterTests {
    private static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private static func fixture() throws -> [UInt8] {
        let path = "Tests/DossiersTests/Fixtures/picture.heic"
        return Array(try Data(contentsOf: SourceTree.root.appendingPathComponent(path)))
    }

    @Test("keep their size, and hold nothing but the picture")
    func converted() async throws {
        let converter = HEICConverter(limit: .seconds(300), logger: Self.quiet)
        #expect(converter.isThere, "apt install libheif-examples")
        let made = try await converter.jpeg(ofHEIC: try Self.fixture())
        #expect(try JPEGPicture(made).size == PictureSize(width: 64, height: 48))
        let check = FileCheck(limits: FileLimits(), scanner: nil, converter: converter)
        let file = try await check.checked(FileUpload(name: "IMG_0001.HEIC", bytes: try Self.fixture()))
        #expect(file.kind == .jpeg && file.name == "IMG_0001.jpg")
    }

    @Test("are not made of what only says that it is one, of more than memory, or where the program is missing")
    func failing() async throws {
        let converter = HEICConverter(limit: .seconds(300), logger: Self.quiet)
        var broken = try Self.fixture()
        broken.replaceSubrange((broken.count - 200)..., with: [UInt8](repeating: 0xFF, count: 200))
        let damaged = broken
        await #expect(throws: ConversionError.self) {
            try await converter.jpeg(ofHEIC: Array(damaged.prefix(300)))
        }
        await #expect(throws: ConversionError.missing) {
            try await HEICConverter(program: "no-such-program", logger: Self.quiet).jpeg(ofHEIC: damaged)
        }
    }

    @Test("a program that hangs is given up, and the next ones have their turn")
    func hanging() async throws {
        // `sleep` takes the words of the conversion for times and is unhappy at once; `tail` waits for ever.
        let tool = BoundedTool("tail", limit: .seconds(1), memory: 256)
        for _ in 0..<3 {
            await #expect(throws: BoundedTool.Failure.tooSlow) {
                try await BoundedTool.inFolder(called: "test") { folder in
                    try await tool.run(["-f", "output.txt"], in: folder)
                }
            }
        }
    }

    @Test("a program has the memory it is given, and no more")
    func memory() async throws {
        let words = ["-c", "print(len(bytes(400 * 1024 * 1024)))"]
        for (memory, works) in [(1_024, true), (200, false)] {
            let tool = BoundedTool("python3", limit: .seconds(300), memory: memory)
            let said = try? await BoundedTool.inFolder(called: "test") { try await tool.run(words, in: $0) }
            #expect((said == "419430400\n") == works, "\(memory) MiB")
        }
    }
}
