// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How the people behind acts proved who they are.
package protocol Authentications: Sendable {
    /// Of `acts`, the share done under a proof of two factors at least, which
    /// is what the city's goal calls electronically authenticated.
    ///
    /// - Parameters:
    ///   - acts: How many acts name each authentication (`Viewer.authentication`);
    ///     those that name none stand under the empty text.
    ///   - period: The time in which they were done.
    ///   - records: The address of the acts.
    /// - Returns: A figure in per cent; without acts one that says so.
    func authenticatedShare(of acts: [String: Int], in period: Figure.Period, records: String) async throws -> Figure
}
