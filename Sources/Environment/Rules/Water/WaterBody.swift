// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The two kinds of surface water that QCVN 08:2023/BTNMT classes apart.
package enum WaterBody: String, CaseIterable, Hashable, Sendable {
    /// Rivers, streams, canals, ditches: Bảng 2.
    case flowing
    /// Lakes, reservoirs, ponds, lagoons: Bảng 3.
    case standing

    package var name: Message { Message("environment.water-body.\(rawValue)") }
}
