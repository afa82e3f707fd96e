// SPDX-License-Identifier: Apache-2.0

/// What a screen of the whole city shows of its public services.
package protocol ServiceBoard: Sendable {
    /// Figures in the order they are shown. One fixed number of queries.
    func serviceFigures() async throws -> [CityFigure]
}
