// SPDX-License-Identifier: Apache-2.0

extension LedgerFinding {
    /// What there is to say of a finding beside its word, by the names that
    /// programs read: `vamco verify --json` and the check in Python say the same.
    package struct Particulars: Hashable, Sendable, Codable {
        package var columns: [String]?
        /// The other entry of two that changed places.
        package var other: Int?
        /// The last entry it is about.
        package var through: Int?
        package var checkpoint: Int?
        /// Of a checkpoint that is kept elsewhere.
        package var size: Int?

        package init() {}
    }

    package var particulars: Particulars {
        var particulars = Particulars()
        switch kind {
        case .changed(let columns): particulars.columns = columns
        case .swapped(let other): particulars.other = other
        case .truncated(let last), .nodeChanged(let last), .rewritten(let last): particulars.through = last
        case .checkpointForged(let checkpoint), .checkpointMissing(let checkpoint): particulars.checkpoint = checkpoint
        case .rolledBack(let size), .forked(let size): particulars.size = size
        case .hashChanged, .missing, .extra, .copyForged, .chainBroken: break
        }
        return particulars
    }
}
