import Glibc

/// A moment on the monotonic clock until which something may take.
struct Deadline {
  private let end: ContinuousClock.Instant

  init(after duration: Duration) { end = .now.advanced(by: max(duration, .zero)) }

  /// What is left, never negative.
  var remaining: Duration { max(ContinuousClock.now.duration(to: end), .zero) }

  var isOver: Bool { remaining == .zero }

  /// What is left as `poll` takes it, rounded up so that it does not spin.
  var pollMilliseconds: Int32 { Self.milliseconds(remaining) }

  static func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    guard seconds < 2_000_000 else { return 2_000_000_000 }
    let partial = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(seconds * 1000 + partial)
  }

  /// Waits so long; a signal ends it early.
  static func pause(_ duration: Duration) { _ = poll(nil, 0, milliseconds(duration)) }
}

/// How long to wait before the next attempt.
enum Backoff {
  static let longest = Duration.seconds(2)

  /// Doubles from 50 ms, and half of it is chance, so that many clients do not come back together.
  static func pause(attempt: Int, using generator: inout some RandomNumberGenerator) -> Duration {
    let full = min(.milliseconds(50) * (1 << min(attempt, 10)), longest)
    return full / 2 + (full / 2) * Double.random(in: 0...1, using: &generator)
  }
}
