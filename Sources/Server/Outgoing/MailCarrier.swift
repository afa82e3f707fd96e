// SPDX-License-Identifier: Apache-2.0

import Basics
import CCurl
package import Letters
import NIOPosix

/// SMTP (RFC 5321) by libcurl, with the system's trusted certificates.
package struct MailCarrier: LetterCarrier {
    let server: MailServer
    /// The envelope's sender, to whom the server returns what cannot be delivered.
    let sender: EmailAddress
    /// From the first step to the server's last word.
    package var limit = Duration.seconds(30)

    package init(server: MailServer, sender: EmailAddress) {
        self.server = server
        self.sender = sender
    }

    package func carry(_ message: [UInt8], to recipient: EmailAddress) async throws(CarrierError) {
        let conversation = MailConversation(message)
        try await aside(conversation) { () throws(CarrierError) in try send(message.count, to: recipient, conversation)
        }
    }

    /// Greets the server and goes again: whether it is there, and takes user and password.
    package func greet() async throws(CarrierError) {
        let conversation = MailConversation()
        try await aside(conversation) { () throws(CarrierError) in
            try perform(conversation) { handle in _ = curl_set_text(handle, CURLOPT_CUSTOMREQUEST, "NOOP") }
        }
    }

    /// libcurl's calls block: they have threads of their own, as many as
    /// letters are handed over at once, so that none waits for its turn while
    /// its hold runs out and nothing else of the program waits for a mail server.
    private static let threads: NIOThreadPool = {
        let threads = NIOThreadPool(numberOfThreads: LetterDelivery.batch)
        threads.start()
        return threads
    }()

    private func aside(
        _ conversation: MailConversation, _ body: @escaping @Sendable () throws(CarrierError) -> Void
    ) async throws(CarrierError) {
        do {
            try await withTaskCancellationHandler {
                try await Self.threads.runIfActive { try body() }
            } onCancel: {
                conversation.stop()
            }
        } catch let error as CarrierError {
            throw error
        } catch {
            throw .later("\(error)")
        }
    }

    private func send(
        _ count: Int, to recipient: EmailAddress, _ conversation: MailConversation
    ) throws(CarrierError) {
        let recipients = curl_slist_append(nil, "<\(recipient)>")
        defer { curl_slist_free_all(recipients) }
        try perform(conversation) { handle in
            _ = curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(sender)>")
            _ = curl_set_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
            _ = curl_set_number(handle, CURLOPT_UPLOAD, 1)
            _ = curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(count))
        }
    }

    /// Leads libcurl's callbacks to `conversation`, which must outlive the call.
    private static func lead(_ handle: UnsafeMutableRawPointer, to conversation: MailConversation) {
        let place = Unmanaged.passUnretained(conversation).toOpaque()
        _ = curl_set_pointer(handle, CURLOPT_READDATA, place)
        _ = curl_set_reading(handle) { buffer, size, count, place in
            guard let buffer, let place else { return 0 }
            return Unmanaged<MailConversation>.fromOpaque(place).takeUnretainedValue().read(
                into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }
        _ = curl_set_number(handle, CURLOPT_NOPROGRESS, 0)
        _ = curl_set_pointer(handle, CURLOPT_XFERINFODATA, place)
        _ = curl_set_watching(handle) { place, _, _, _, _ in
            guard let place else { return 0 }
            return Unmanaged<MailConversation>.fromOpaque(place).takeUnretainedValue().isToEnd ? 1 : 0
        }
        _ = curl_set_number(handle, CURLOPT_VERBOSE, 1)
        _ = curl_set_pointer(handle, CURLOPT_DEBUGDATA, place)
        _ = curl_set_listening(handle) { _, kind, text, count, place in
            guard kind == CURLINFO_HEADER_OUT, let text, let place else { return 0 }
            Unmanaged<MailConversation>.fromOpaque(place).takeUnretainedValue().said(
                UnsafeRawBufferPointer(start: text, count: count))
            return 0
        }
    }

    private static let isPrepared: Bool = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    private func perform(
        _ conversation: MailConversation, _ prepare: (UnsafeMutableRawPointer) -> Void
    ) throws(CarrierError) {
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
            _ = curl_set_text(handle, CURLOPT_PASSWORD, server.password.text)
        }
        _ = curl_set_writing(handle) { _, size, count, _ in size * count }
        Self.lead(handle, to: conversation)
        prepare(handle)
        let outcome = withExtendedLifetime(conversation) { curl_easy_perform(handle) }
        guard outcome != CURLE_OK else { return }
        var code = 0
        _ = curl_answer_code(handle, &code)
        let reason = String(cString: curl_easy_strerror(outcome)) + (code == 0 ? "" : " (SMTP \(code))")
        // What the server says for good of the recipient or the text counts of
        // this letter. That it does not know our password or our sender is for
        // the operator to mend while letters wait.
        let isOfLetter = conversation.step >= .recipient && !Self.unauthenticated.contains(code)
        throw isOfLetter && (500...599).contains(code) ? .never(reason) : .later(reason)
    }

    /// RFC 4954, section 6: sign in first, by another way, with another password, over TLS.
    private static let unauthenticated = [530, 534, 535, 538]
}
