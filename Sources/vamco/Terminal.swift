// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Server
import Web

/// What a command asks of the person at the terminal.
enum Terminal {
    /// A line that is not shown while it is typed; from a pipe it is read as it is.
    static func secret(prompt: String) -> String {
        guard isatty(STDIN_FILENO) == 1 else { return readLine() ?? "" }
        FileHandle.standardError.write(Data(prompt.utf8))
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSANOW, &before)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        return readLine() ?? ""
    }
}

extension Terminal {
    /// Says in the terminal's language why a command came to nothing.
    static func complain(of error: any UserFacing) {
        let wording = try? City.terminalWording(for: ProcessInfo.processInfo.environment)
        let words = wording?.text(of: error.answer.message) ?? "\(error)"
        FileHandle.standardError.write(Data((words + "\n").utf8))
    }
}

/// Prints a line that reaches a pipe or a log at once: the library's own waits
/// until its buffer is full.
func print(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
