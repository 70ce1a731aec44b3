import Glibc
import KimAPI

/// Time as a measurement needs it.
enum Clock {
  /// Nanoseconds of a clock that never goes back.
  static func nanoseconds() -> UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
  }

  /// Nanoseconds since 1970.
  static func instant() -> UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
  }

  /// Today in UTC.
  static func today() -> Day { Day(number: Int(instant() / 86_400_000_000_000)) }

  static func pause(milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }

  /// Asks again until it is so; false where it never was.
  static func wait(seconds: Double, until isSo: () -> Bool) -> Bool {
    let end = nanoseconds() + UInt64(seconds * 1e9)
    while !isSo() {
      guard nanoseconds() < end else { return false }
      usleep(500)
    }
    return true
  }
}
