// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HTTPTypes
import Server
import Web

struct Routes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List every route with who may use it.")

    func run() async throws {
        let routes = try await City.routesForListing()
        let width = routes.map(\.path.count).max() ?? 0
        for route in routes {
            let path = route.path.padding(toLength: width, withPad: " ", startingAt: 0)
            let method = route.method.rawValue.padding(toLength: 6, withPad: " ", startingAt: 0)
            let writes = route.writeGuard == .none ? "" : "  \(route.writeGuard.rawValue)"
            print("\(method) \(path)  \(route.answer.rawValue)  \(route.policy.description)\(writes)")
        }
    }
}
