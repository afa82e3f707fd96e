// SPDX-License-Identifier: Apache-2.0

/// Width and height as a picture's head tells them, before anything decodes it.
struct PictureSize: Hashable, Sendable {
    let width: Int
    let height: Int

    /// - Throws: `FileError.tooManyPixels`, `.unreadable` for a picture without any.
    func check(_ limits: FileLimits) throws(FileError) {
        guard width > 0, height > 0 else { throw .unreadable }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= limits.pixels * 1_000_000 else { throw .tooManyPixels(limit: limits.pixels) }
    }
}
