import CSystemd

/// What the service manager expects of the daemon's heartbeat.
package enum Watchdog {
  /// The time after which a missing heartbeat means a restart; nil where nobody waits for one.
  package static var interval: Duration? {
    var microseconds: UInt64 = 0
    guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
    return .microseconds(Int64(clamping: microseconds))
  }
}
