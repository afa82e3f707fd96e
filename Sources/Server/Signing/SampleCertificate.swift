// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A certificate for the sample city: it says in its name that it is a sample,
/// and nobody but itself vouches for it.
package enum SampleCertificate {
    package static let fileName = "sample-signing.p12"
    package static let passwordFileName = "sample-signing.password"
    static let subject = "/C=VN/O=VamCo - DỮ LIỆU MẪU/CN=CHỨNG THƯ MẪU - không có giá trị pháp lý (sample)"

    /// Makes it in a folder, with its password beside it; what is there stays.
    ///
    /// - Returns: Whether it was made now.
    package static func make(in folder: String, days: Int = 365) async throws -> Bool {
        let target = folder + "/" + fileName
        guard !FileManager.default.fileExists(atPath: target) else { return false }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let tool = BoundedTool("openssl", limit: .seconds(60), memory: 512)
        let password = UUID().uuidString
        let bundle = try await BoundedTool.inFolder(called: "vamco-sample") { own in
            try Data(password.utf8).write(to: own.appendingPathComponent("password"))
            try await tool.run(
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                    "key.pem", "-out", "certificate.pem", "-days", String(days), "-utf8", "-subj", subject, "-addext",
                    "keyUsage=critical,digitalSignature,nonRepudiation",
                ], in: own)
            try await tool.run(
                [
                    "pkcs12", "-export", "-inkey", "key.pem", "-in", "certificate.pem", "-out", "bundle.p12",
                    "-passout",
                    "file:password",
                ], in: own)
            return try Data(contentsOf: own.appendingPathComponent("bundle.p12"))
        }
        for (name, content) in [(passwordFileName, Data(password.utf8)), (fileName, bundle)] {
            let path = folder + "/" + name
            guard
                FileManager.default.createFile(
                    atPath: path, contents: content, attributes: [.posixPermissions: 0o600])
            else { throw CocoaError(.fileWriteUnknown) }
        }
        return true
    }
}
