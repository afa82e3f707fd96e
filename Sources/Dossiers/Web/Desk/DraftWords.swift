// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The draft of a result on a page of the office: its words, or that it is a file.
struct DraftWords: Component {
    let draft: DraftedResult

    /// Which version it is, and whose.
    var summary: HTML {
        """
        <summary>\(say: "dossiers.result.draft-of", [
            "version": .count(draft.version), "at": .instant(draft.savedAt), "name": .text(draft.savedBy.name),
        ])</summary>
        """
    }

    var html: HTML {
        guard draft.file == nil else { return "<p>\(say: "dossiers.result.draft-file")</p>" }
        return HTML.each(draft.text.split(separator: "\n")) { "<p lang=\"vi\"><bdi>\(String($0))</bdi></p>" }
    }
}
