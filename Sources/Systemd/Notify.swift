import CSystemd

/// Tells the service manager how the daemon is; without `NOTIFY_SOCKET` nothing happens.
///
/// Each call answers whether somebody was told.
package enum Notify {
  /// The longest status text that is sent, in bytes.
  static let statusBytesMax = 512

  /// The daemon answers requests from here on.
  @discardableResult
  package static func ready(status: String) -> Bool {
    send("READY=1\n" + line(status))
  }

  /// What `systemctl status` shows.
  @discardableResult
  package static func status(_ status: String) -> Bool {
    send(line(status))
  }

  /// The daemon no longer reads requests and will exit.
  @discardableResult
  package static func stopping(status: String) -> Bool {
    send("STOPPING=1\n" + line(status))
  }

  /// A heartbeat went through the whole request path.
  @discardableResult
  package static func watchdog() -> Bool {
    send("WATCHDOG=1")
  }

  /// The daemon found itself stuck and asks to be restarted as if the heartbeat had been missed.
  @discardableResult
  package static func watchdogTrigger() -> Bool {
    send("WATCHDOG=trigger")
  }

  /// Start or stop needs this much longer, counted from now; to be sent again before it is over.
  @discardableResult
  package static func extendTimeout(_ time: Duration) -> Bool {
    send("EXTEND_TIMEOUT_USEC=\(max(0, microseconds(time)))")
  }

  /// One assignment in one line: a line end in the text would begin an assignment of its own.
  static func line(_ status: String) -> String {
    "STATUS=" + SafeLine.escaped(status, bytesMax: statusBytesMax)
  }

  private static func microseconds(_ time: Duration) -> Int64 {
    time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000
  }

  private static func send(_ state: String) -> Bool {
    sd_notify(0, state) > 0
  }
}
