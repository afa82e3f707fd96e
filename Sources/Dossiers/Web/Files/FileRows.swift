// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// Files that were sent and can be taken back.
struct FileRows: Component {
    struct Row {
        let name: String
        /// Bytes.
        let size: Int
        let address: Address
        let removal: Address
    }

    let files: [Row]
    /// What every form of the page carries.
    var fields: HTML = .empty

    var html: HTML {
        guard !files.isEmpty else { return .empty }
        return """
            <ul class="file-rows">\(HTML.each(files) { file in
                """
                <li><a href="\(file.address)"><bdi>\(file.name)</bdi></a> \
                <small class="muted">\(FileWords.size(file.size))</small> \
                \(ActionForm(file.removal, SubmitButton(Message("dossiers.file.remove", ["name": .text(file.name)]), .quiet), fields: fields))</li>
                """ as HTML
            })</ul>
            """
    }
}

/// How pages speak of files.
enum FileWords {
    /// In kilobytes, as telephones and computers show it; at least one.
    static func size(_ bytes: Int) -> Message {
        bytes < 1_000_000
            ? Message("dossiers.file.kilobytes", ["count": .count(max(1, (bytes + 500) / 1_000))])
            : Message("dossiers.file.megabytes", ["size": .text("\(bytes / 1_000_000),\(bytes / 100_000 % 10)")])
    }
}

extension KeptFile {
    /// To be saved, never shown as a page of ours.
    func attachment(_ bytes: [UInt8]) -> Response { Attachment.response(bytes, kind.mediaType, named: name) }
}
