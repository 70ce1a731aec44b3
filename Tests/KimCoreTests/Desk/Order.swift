import Synchronization

/// Replies in the order in which they were given.
final class Order: Sendable {
  private let held = Mutex<[[UInt8]?]>([])

  /// Keeps a reply and tells how many there are.
  func add(_ line: [UInt8]?) -> Int {
    held.withLock { held in
      held.append(line)
      return held.count
    }
  }

  /// What was kept.
  var lines: [[UInt8]?] { held.withLock { $0 } }
}
