// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Logging
package import Ports

/// `heif-convert` (Debian's `libheif-examples`), in a process of its own for
/// each picture: decoders of pictures are where attackers look first.
package struct HEICConverter: PictureConverting {
    /// A picture of 50 million pixels takes two seconds and 300 MB.
    private let tool: BoundedTool
    private let turns = TurnGate(atOnce: 2, waiting: 20)
    private let logger: Logger

    /// - Parameter program: Another one in tests.
    package init(program: String = "heif-convert", limit: Duration = .seconds(30), logger: Logger) {
        self.logger = logger
        tool = BoundedTool(program, limit: limit, memory: 1_536)
    }

    package var isThere: Bool { tool.isInstalled }

    package func jpeg(ofHEIC bytes: [UInt8]) async throws(ConversionError) -> [UInt8] {
        guard isThere else { throw .missing }
        guard await turns.take() else { throw .overloaded }
        let made: Result<[UInt8], ConversionError>
        do {
            made = .success(
                try await BoundedTool.inFolder(called: "vamco-heic") { folder in
                    try Data(bytes).write(to: folder.appendingPathComponent("in.heic"))
                    try await tool.run(["-q", "88", "in.heic", "out.jpg"], in: folder)
                    // Of several pictures each has its number; the first is the one that is seen.
                    for name in ["out.jpg", "out-1.jpg"] {
                        if let data = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path) {
                            return Array(data)
                        }
                    }
                    throw ConversionError.failed("no picture came out")
                })
        } catch BoundedTool.Failure.tooSlow {
            made = .failure(.tooSlow)
        } catch let error as ConversionError {
            made = .failure(error)
        } catch {
            made = .failure(.failed("\(error)"))
        }
        await turns.giveBack()
        if case .failure(let error) = made {
            logger.notice("a HEIC picture was not converted", metadata: ["error": "\(error)"])
        }
        return try made.get()
    }
}
