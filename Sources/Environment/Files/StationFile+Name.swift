// SPDX-License-Identifier: Apache-2.0

package import Basics

extension StationFile {
    /// The name of a transmission file: `TenTinh_TenCoSo_TenTram_Thoigian.txt`
    /// (TT 10/2021/TT-BTNMT, Phụ lục 15) or `<station>_<time>.txt`, as some loggers
    /// write. Time is `yyyyMMddHHmmss` on a Vietnamese wall clock.
    package struct Name: Hashable, Sendable {
        /// The name as it is, extension included, no folder.
        package let text: String
        package let form: Form
        /// When the station wrote the file; lines have times of their own.
        package let at: Instant
        /// The stations that the name may mean, likeliest first. There is more than
        /// one because a station's code may itself contain `_`.
        package let stations: [String]

        package enum Form: Hashable, Sendable {
            /// Province and facility precede the station, as the circular says.
            case circular(province: String, facility: String)
            /// Only the station precedes the time.
            case short
        }

        /// The likeliest station.
        package var station: String { stations[0] }

        /// Why a file of this name is not read.
        package enum Refusal: Error, Hashable, Sendable {
            case empty
            case tooLong(limit: Int)
            /// `..`, a slash or a hidden file: the name reaches for another place.
            case unsafePath
            /// A sign other than ASCII letters, digits, `_`, `-` and single points.
            case otherScript(String)
            /// The name of an upload that has not ended, as `x.txt.part`; leave it alone.
            case unfinishedUpload
            case wrongExtension(String)
            case missingStation
            case badTime(String)

            package var message: Message {
                switch self {
                case .empty: Message("environment.refusal.name-empty")
                case .tooLong(let limit):
                    Message("environment.refusal.name-too-long", ["limit": .count(limit)])
                case .unsafePath: Message("environment.refusal.name-unsafe")
                case .otherScript(let sign):
                    Message("environment.refusal.name-other-script", ["sign": .text(sign)])
                case .unfinishedUpload: Message("environment.refusal.name-unfinished")
                case .wrongExtension(let text):
                    Message("environment.refusal.name-wrong-extension", ["extension": .text(text)])
                case .missingStation: Message("environment.refusal.name-missing-station")
                case .badTime(let text): Message("environment.refusal.name-bad-time", ["text": .text(text)])
                }
            }
        }

        package static let lengthLimit = 200

        /// Reads a file's name, which must come without folders.
        package init(parsing text: String) throws(Refusal) {
            try Self.checkSafety(of: text)
            let stem = try Self.stem(of: text)
            let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
            guard parts.count > 1, parts.dropLast().allSatisfy({ !$0.isEmpty }) else {
                // A name of only a time lacks the station; any other lacks the time.
                let time = parts.last ?? ""
                throw Self.instant(time) == nil ? .badTime(String(time)) : .missingStation
            }
            guard let at = Self.instant(parts[parts.count - 1]) else {
                throw .badTime(String(parts[parts.count - 1]))
            }
            let whole = parts.dropLast().joined(separator: "_")
            self.text = text
            self.at = at
            if parts.count > 3 {
                form = .circular(province: String(parts[0]), facility: String(parts[1]))
                stations = [parts[2..<(parts.count - 1)].joined(separator: "_"), whole]
            } else {
                form = .short
                stations = [whole]
            }
        }

        private static func checkSafety(of text: String) throws(Refusal) {
            guard !text.isEmpty else { throw .empty }
            guard text.utf8.count <= lengthLimit else { throw .tooLong(limit: lengthLimit) }
            guard !text.contains(".."), !text.hasPrefix("."), !text.contains("/"), !text.contains("\\"),
                !text.utf8.contains(0)
            else { throw .unsafePath }
            let allowed = text.unicodeScalars.first { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": false
                default: true
                }
            }
            if let sign = allowed {
                throw .otherScript(
                    sign.value < 0x20 || sign.value == 0x7F
                        ? "U+00" + (sign.value < 16 ? "0" : "") + String(sign.value, radix: 16, uppercase: true)
                        : String(Character(sign)))
            }
        }

        private static func stem(of text: String) throws(Refusal) -> Substring {
            guard let point = text.lastIndex(of: ".") else { throw .wrongExtension("") }
            let kind = text[text.index(after: point)...]
            switch kind.lowercased() {
            case "txt": return text[..<point]
            case "tmp", "part", "filepart", "partial", "crdownload", "uploading": throw .unfinishedUpload
            default: throw .wrongExtension(String(kind))
            }
        }

        private static func instant(_ text: Substring) -> Instant? {
            let bytes = Array(text.utf8)
            guard bytes.count == 14 else { return nil }
            return stationTime(in: bytes.span, 0..<14)
        }
    }
}
