// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A mistake in reference data. Such data comes with the program or from those
/// entitled to change it, so a mistake stops the start instead of spoiling figures.
package enum ReferenceError: Error, Hashable, CustomStringConvertible {
    case missingFile(String)
    case unreadable(file: String, CSVError)
    case missingColumn(file: String, column: String)
    case raggedRow(file: String, line: Int)
    case badValue(file: String, line: Int, column: String, value: String)
    case contradiction(file: String, line: Int, String)

    package var description: String {
        switch self {
        case .missingFile(let file): "\(file): no such reference file"
        case .unreadable(let file, let error): "\(file): \(error)"
        case .missingColumn(let file, let column): "\(file): no column \(column)"
        case .raggedRow(let file, let line): "\(file):\(line): other number of fields than the heading"
        case .badValue(let file, let line, let column, let value):
            "\(file):\(line): \(column) cannot be \u{201C}\(value)\u{201D}"
        case .contradiction(let file, let line, let what): "\(file):\(line): \(what)"
        }
    }
}
