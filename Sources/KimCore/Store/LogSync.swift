import Dispatch
import Glibc
import KimAPI
import Synchronization

/// Brings the log of the store to the disk, and lets nothing be told that is not there yet.
///
/// SQLite commits without waiting for the disk (`synchronous=NORMAL`); the sync is ours. While one group is on its way to
/// the disk the connection works on the next one, and one sync serves all that was committed before it. What is told,
/// reads included, is told in the order in which it was handed in and never before what it rests on.
final class LogSync: Sendable {
  private struct Told {
    let isCommit: Bool
    let tell: @Sendable (Fault?) -> Void
  }

  private struct State {
    var waiting: [Told] = []
    var isBusy = false
    var isBroken = false
  }

  // A descriptor of the log, never of the database: closing one of that would drop SQLite's locks.
  private let descriptor: Int32
  private let disk: @Sendable (Int32) -> Int32
  private static let stepBytes = 1 << 20
  private let queue = DispatchQueue(label: "kim.sync")
  private let state = Mutex(State())

  /// Opens the log; `disk` brings what was written to a descriptor to the disk and gives 0, as `fdatasync` does.
  init(path: String, disk: @escaping @Sendable (Int32) -> Int32) throws {
    self.disk = disk
    descriptor = Glibc.open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreProblem("cannot open \(path): \(StoreFiles.reason())") }
  }

  deinit { Glibc.close(descriptor) }

  /// Lengthens the log by a step of zeros, up to so many bytes; false where nothing is left to do, or nothing can be.
  ///
  /// On the connection's own queue alone: SQLite writes within the log or right at its end, never while this runs, so that
  /// zeros behind the end meet nothing of its own.
  func lengthen(to bytes: Int) -> Bool {
    var end = Int(lseek(descriptor, 0, SEEK_END))
    guard end >= 0, end < bytes else { return false }
    // A great buffer would stay with us: malloc keeps room of the size that was once given back.
    let zeros = [UInt8](repeating: 0, count: 65_536)
    let stepEnd = min(end + Self.stepBytes, bytes)
    while end < stepEnd {
      // Where the disk takes no more the log goes on growing by itself.
      let count = pwrite(descriptor, zeros, min(zeros.count, stepEnd - end), end)
      guard count > 0 else { return false }
      end += count
    }
    guard disk(descriptor) == 0 else {
      broke()
      return false
    }
    return end < bytes
  }

  /// Calls `tell` when all that was committed so far is on the disk, with a fault where it may never be.
  ///
  /// - Parameters:
  ///   - isCommit: whether something was committed since the last call.
  ///   - here: whether this thread waits for the disk itself, since it has nothing better to do.
  ///   - tell: called once, from this thread or the one that waits for the disk.
  func after(isCommit: Bool, here: Bool, _ tell: @escaping @Sendable (Fault?) -> Void) {
    let told = Told(isCommit: isCommit, tell: tell)
    let isHere = here || !isCommit
    let wasBusy = state.withLock { state in
      defer { state.isBusy = true }
      if state.isBusy || !isHere { state.waiting.append(told) }
      return state.isBusy
    }
    guard !wasBusy else { return }
    if isHere {
      work([told])
      guard next() else { return }
    }
    queue.async { [self] in while next() { work(take()) } }
  }

  /// Whether something waits; where nothing does, the next caller begins anew.
  private func next() -> Bool {
    state.withLock { state in
      state.isBusy = !state.waiting.isEmpty
      return state.isBusy
    }
  }

  private func take() -> [Told] {
    state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
  }

  private func work(_ batch: [Told]) {
    var isBroken = state.withLock { $0.isBroken }
    if !isBroken, batch.contains(where: \.isCommit), disk(descriptor) != 0 {
      isBroken = true
      broke()
    }
    let fault =
      isBroken
      ? Fault(.storageFailed, "the disk failed; whether it was kept is uncertain") : nil
    for told in batch { told.tell(fault) }
  }

  /// The kernel tells of lost pages once; a later sync that succeeds would prove nothing.
  private func broke() { state.withLock { $0.isBroken = true } }
}
