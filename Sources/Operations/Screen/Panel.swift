// SPDX-License-Identifier: Apache-2.0

/// What one panel of a screen knows: its values, or that they could not be had.
/// One panel that fails leaves the others as they are.
enum Panel<Value: Sendable>: Sendable {
    case known(Value)
    case failed

    var value: Value? {
        if case .known(let value) = self { value } else { nil }
    }

    func map<Other: Sendable>(_ transform: (Value) -> Other) -> Panel<Other> {
        switch self {
        case .known(let value): .known(transform(value))
        case .failed: .failed
        }
    }
}

extension Panel: Equatable where Value: Equatable {}
