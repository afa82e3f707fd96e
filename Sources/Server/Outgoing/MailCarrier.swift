// SPDX-License-Identifier: Apache-2.0

import CCurl
import Foundation
package import Letters
import NIOPosix

/// SMTP (RFC 5321) by libcurl, with the system's trusted certificates.
package struct MailCarrier: LetterCarrier {
    let server: MailServer
    /// The envelope's sender, to whom the server returns what cannot be delivered.
    let sender: EmailAddress
    /// From the first step to the server's last word.
    var limit = Duration.seconds(30)

    package init(server: MailServer, sender: EmailAddress) {
        self.server = server
        self.sender = sender
    }

    package func carry(_ message: [UInt8], to recipient: EmailAddress) async throws(CarrierError) {
        try await aside { () throws(CarrierError) in try send(message, to: recipient) }
    }

    /// Greets the server and goes again: whether it is there, and takes user and password.
    package func greet() async throws(CarrierError) {
        try await aside { () throws(CarrierError) in
            try perform { handle in _ = curl_set_text(handle, CURLOPT_CUSTOMREQUEST, "NOOP") }
        }
    }

    /// On a thread that may wait: libcurl's calls block.
    private func aside(_ body: @escaping @Sendable () throws(CarrierError) -> Void) async throws(CarrierError) {
        do {
            try await NIOThreadPool.singleton.runIfActive { try body() }
        } catch let error as CarrierError {
            throw error
        } catch {
            throw .later("\(error)")
        }
    }

    private func send(_ message: [UInt8], to recipient: EmailAddress) throws(CarrierError) {
        let source = Source(message)
        let recipients = curl_slist_append(nil, "<\(recipient)>")
        defer { curl_slist_free_all(recipients) }
        try perform { handle in
            _ = curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(sender)>")
            _ = curl_set_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
            _ = curl_set_number(handle, CURLOPT_UPLOAD, 1)
            _ = curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(message.count))
            _ = curl_set_pointer(handle, CURLOPT_READDATA, Unmanaged.passUnretained(source).toOpaque())
            _ = curl_set_reading(handle) { buffer, size, count, context in
                guard let buffer, let context else { return 0 }
                return Unmanaged<Source>.fromOpaque(context).takeUnretainedValue().read(into: buffer, size * count)
            }
        }
        withExtendedLifetime(source) {}
    }

    private static let isPrepared: Bool = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    private func perform(_ prepare: (UnsafeMutableRawPointer) -> Void) throws(CarrierError) {
        guard Self.isPrepared, let handle = curl_easy_init() else { throw .later("libcurl does not start") }
        defer { curl_easy_cleanup(handle) }
        _ = curl_set_text(handle, CURLOPT_URL, server.address)
        _ = curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // Nothing on the machine (a `.netrc`, a proxy of the environment) changes the way.
        _ = curl_set_text(handle, CURLOPT_PROXY, "")
        _ = curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
        _ = curl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, 10_000)
        _ = curl_set_number(handle, CURLOPT_TIMEOUT_MS, Int(limit.components.seconds) * 1_000)
        let demands = server.isHere ? CURLUSESSL_TRY : CURLUSESSL_ALL
        _ = curl_set_number(handle, CURLOPT_USE_SSL, Int(demands.rawValue))
        // The certificate of this machine's own server is seldom anybody's; others' must be.
        if server.isHere {
            _ = curl_set_number(handle, CURLOPT_SSL_VERIFYPEER, 0)
            _ = curl_set_number(handle, CURLOPT_SSL_VERIFYHOST, 0)
        }
        if !server.user.isEmpty {
            _ = curl_set_text(handle, CURLOPT_USERNAME, server.user)
            _ = curl_set_text(handle, CURLOPT_PASSWORD, server.password)
        }
        _ = curl_set_writing(handle) { _, size, count, _ in size * count }
        prepare(handle)
        let outcome = curl_easy_perform(handle)
        guard outcome != CURLE_OK else { return }
        var code = 0
        _ = curl_answer_code(handle, &code)
        let reason = String(cString: curl_easy_strerror(outcome)) + (code == 0 ? "" : " (SMTP \(code))")
        // What the server says for good counts only of this letter; that it does
        // not know our password is for the operator to mend while letters wait.
        let isForGood = (500...599).contains(code) && [CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY].contains(outcome)
        throw isForGood ? .never(reason) : .later(reason)
    }

    /// A message on its way out. Read by one thread, inside `curl_easy_perform`.
    private final class Source {
        private let bytes: [UInt8]
        private var next = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func read(into buffer: UnsafeMutablePointer<CChar>, _ room: Int) -> Int {
            let count = min(room, bytes.count - next)
            bytes[next..<(next + count)].withUnsafeBytes { part in
                if let start = part.baseAddress {
                    UnsafeMutableRawPointer(buffer).copyMemory(from: start, byteCount: count)
                }
            }
            next += count
            return count
        }
    }
}
