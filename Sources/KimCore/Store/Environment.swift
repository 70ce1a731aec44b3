import Glibc
package import KimAPI

/// Where time and chance come from, and the disk's word; the only place that asks the system for them.
package struct Environment: Sendable {
  /// The instant.
  package let now: @Sendable () -> Timestamp
  /// Microseconds since some fixed moment, whatever happens to the wall clock: for how long something lasts.
  package let uptime: @Sendable () -> Int64
  /// Sixty-four random bits.
  package let random: @Sendable () -> UInt64
  /// The login name of a uid, nil where the system knows none.
  package let login: @Sendable (UInt32) -> String?
  /// The uid of a login name, nil where the system knows none.
  package let uid: @Sendable (String) -> UInt32?
  /// The daemon's own uid.
  package let ownUid: UInt32
  /// Brings what was written to a descriptor to the disk; 0, or -1 where the disk failed.
  package let sync: @Sendable (Int32) -> Int32

  package init(
    now: @escaping @Sendable () -> Timestamp,
    uptime: @escaping @Sendable () -> Int64,
    random: @escaping @Sendable () -> UInt64,
    login: @escaping @Sendable (UInt32) -> String?,
    uid: @escaping @Sendable (String) -> UInt32?,
    ownUid: UInt32,
    sync: @escaping @Sendable (Int32) -> Int32
  ) {
    self.now = now
    self.uptime = uptime
    self.random = random
    self.login = login
    self.uid = uid
    self.ownUid = ownUid
    self.sync = sync
  }

  /// The system's clock, randomness and users.
  package static let system = Environment(
    now: { Timestamp(microseconds: microseconds(of: CLOCK_REALTIME)) },
    uptime: { microseconds(of: CLOCK_MONOTONIC) },
    random: {
      var generator = SystemRandomNumberGenerator()
      return generator.next()
    },
    login: { uid in
      Users.find { entry, buffer, size, found in getpwuid_r(uid, entry, buffer, size, found) }?
        .login
    },
    uid: { login in
      Users.find { entry, buffer, size, found in
        getpwnam_r(login, entry, buffer, size, found)
      }?.uid
    },
    ownUid: geteuid(),
    sync: { fdatasync($0) }
  )

  private static func microseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}

/// The system's user database.
private enum Users {
  typealias Lookup = (
    UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
    UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
  ) -> Int32

  static func find(_ lookup: Lookup) -> (login: String, uid: UInt32)? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    guard lookup(&entry, &buffer, buffer.count, &found) == 0, let found else { return nil }
    return (String(cString: found.pointee.pw_name), found.pointee.pw_uid)
  }
}

/// Makes UUIDv7 (RFC 9562 §5.7), rising within one process even when the clock goes back.
final class IDSource {
  private let random: @Sendable () -> UInt64
  private var last: UInt64 = 0

  init(random: @escaping @Sendable () -> UInt64) { self.random = random }

  /// A new id: 48 bits of milliseconds and 12 bits that count within one, then 62 random bits.
  func next<Of>(_ type: Of.Type, at now: Timestamp) -> ID<Of> {
    let milliseconds = UInt64(max(0, now.microseconds) / 1000)
    last = max(last + 1, milliseconds << 12)
    let high = (last >> 12) << 16 | 0x7000 | (last & 0xFFF)
    return ID(high: high, low: 0x8000_0000_0000_0000 | random() >> 2)
  }
}
