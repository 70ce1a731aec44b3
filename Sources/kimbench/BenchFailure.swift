import KimClient

import func Glibc.strerror

/// Why something could not be measured, in one sentence.
struct BenchFailure: Error, CustomStringConvertible, Sendable {
  let description: String

  init(_ description: String) { self.description = description }

  init(system operation: String, _ reason: Int32) {
    description = "\(operation): \(String(cString: strerror(reason)))"
  }

  /// A refusal while the office is prepared.
  init(_ failure: CallFailure, in method: String) { description = "\(method): \(failure)" }
}
