import Logging
import NIOCore

/// The two clocks of a connection: a started line, and a write without progress.
///
/// One timer serves both and is set only while one of them runs; it is not taken back when they
/// stop, so an ordinary request costs no timer at all.
struct LineWatch {
  private let lineTime: TimeAmount
  private let stallTime: TimeAmount
  private var lineName: UInt64 = 0
  private var lineSince: NIODeadline?
  private var outputMark = 0
  private var outputSince: NIODeadline?
  private var timer: Scheduled<Void>?

  init(limits: SocketLimits) {
    lineTime = .seconds(Int64(limits.lineSecondsMax))
    stallTime = .seconds(Int64(limits.writeStallSecondsMax))
  }

  /// Names the line that is started and unfinished, if there is one.
  mutating func line(_ name: UInt64?) {
    guard let name else {
      lineSince = nil
      return
    }
    if lineSince == nil || name != lineName {
      lineName = name
      lineSince = .now()
    }
  }

  /// Tells how many bytes the kernel has taken so far; nil when nothing waits.
  mutating func output(_ mark: Int?) {
    guard let mark else {
      outputSince = nil
      return
    }
    if outputSince == nil || mark != outputMark {
      outputMark = mark
      outputSince = .now()
    }
  }

  var needsTimer: Bool { timer == nil && (lineSince != nil || outputSince != nil) }

  /// What lasted too long, if anything did.
  func overdue() -> Logger.Message? {
    let now = NIODeadline.now()
    if let lineSince, now >= lineSince + lineTime { return "a started line was not finished" }
    if let outputSince, now >= outputSince + stallTime { return "the peer does not read" }
    return nil
  }

  /// Sets the timer for the nearer of the two clocks.
  mutating func arm(on eventLoop: any EventLoop, _ body: @escaping () -> Void) {
    var due: [NIODeadline] = []
    if let lineSince { due.append(lineSince + lineTime) }
    if let outputSince {
      // Progress is seen only by looking: look four times in a stall.
      due.append(min(outputSince + stallTime, .now() + .nanoseconds(stallTime.nanoseconds / 4)))
    }
    guard let deadline = due.min() else { return }
    timer = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { body() }
  }

  mutating func fired() {
    timer = nil
  }

  mutating func cancel() {
    timer?.cancel()
    timer = nil
  }
}
