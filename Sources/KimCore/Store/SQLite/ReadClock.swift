import CSQLite
import Synchronization

/// Stops a statement that runs longer than its bound: one connection serves all, so one slow read would stop the office.
///
/// SQLite asks every few thousand steps of its machine; only the connection's queue sets it.
final class ReadClock: Sendable {
  private static let steps: CInt = 2000
  private let uptime: @Sendable () -> Int64
  private let deadline = Atomic<Int64>(.max)

  init(uptime: @escaping @Sendable () -> Int64) { self.uptime = uptime }

  /// Begins to watch over a connection, which must not outlive this clock.
  func watch(_ connection: OpaquePointer) {
    sqlite3_progress_handler(
      connection,
      Self.steps,
      { clock in
        guard let clock else { return 0 }
        return Unmanaged<ReadClock>.fromOpaque(clock).takeUnretainedValue().isOver ? 1 : 0
      },
      Unmanaged.passUnretained(self).toOpaque()
    )
  }

  func set(milliseconds: Int?) {
    let end = milliseconds.map { uptime() + Int64($0) * 1000 } ?? .max
    deadline.store(end, ordering: .relaxed)
  }

  private var isOver: Bool {
    let end = deadline.load(ordering: .relaxed)
    return end != .max && uptime() > end
  }
}
