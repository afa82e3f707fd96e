// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// A thread of its own for work that waits for the file system or the kernel,
/// so that it never holds one of the few threads of the concurrency runtime.
final class FileLane: SerialExecutor {
    private let queue: DispatchQueue

    init(_ label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
