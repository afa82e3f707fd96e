// SPDX-License-Identifier: Apache-2.0

/// How much may be handed in.
package struct FileLimits: Hashable, Sendable {
    /// Mebibytes of a file.
    package let file: Int
    /// Mebibytes of all files of a dossier.
    package let dossier: Int
    /// Millions of pixels of a picture: whoever looks at it must hold them all
    /// in memory, four bytes each. The largest telephones take 200 million.
    package let pixels: Int

    package init(file: Int = 10, dossier: Int = 40, pixels: Int = 210) {
        self.file = file
        self.dossier = dossier
        self.pixels = pixels
    }

    package var fileBytes: Int { file << 20 }
    package var dossierBytes: Int { dossier << 20 }
    /// Bytes a form with one file may have.
    package var formBytes: Int { (file + 1) << 20 }
    /// Bytes a form may have in which people send a paper: a picture of twice
    /// the size is let in, so that its page can say what is wrong with it.
    package var uploadBytes: Int { (2 * file + 1) << 20 }
}
