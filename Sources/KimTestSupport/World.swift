import Glibc
package import KimAPI
package import KimCore
import Synchronization

/// Time that stands until it is told to go on, chance that is the same in every run, users that do not exist, a disk that
/// does what it is told.
package final class World: Sendable {
  /// Monday, 2026-11-23, nine o'clock on the office's wall clock.
  package static let start = Timestamp(microseconds: 1_795_420_800_000_000)

  private let time: Mutex<Int64>
  /// Nil: that of the machine.
  private let uptime = Mutex<Int64?>(0)
  private let seed: Mutex<UInt64>
  private let disk = Mutex(Disk())

  private struct Disk {
    var sync: @Sendable (Int32) -> Int32 = { fdatasync($0) }
  }

  package init(start: Timestamp = World.start, seed: UInt64 = 1) {
    time = Mutex(start.microseconds)
    self.seed = Mutex(seed)
  }

  /// The standing time.
  package var now: Timestamp { Timestamp(microseconds: time.withLock { $0 }) }

  /// Lets time go on.
  package func advance(seconds: Int64) {
    time.withLock { $0 += seconds * 1_000_000 }
    uptime.withLock { $0 = $0.map { $0 + seconds * 1_000_000 } }
  }

  /// From now on things last as long as they do: for what stops work that goes on.
  package func letUptimeRun() { uptime.withLock { $0 = nil } }

  /// Puts the clock to an instant, backwards too.
  package func set(_ instant: Timestamp) { time.withLock { $0 = instant.microseconds } }

  /// Says what happens from now on when something is to reach the disk: 0, or -1 where it does not.
  package func onSync(_ body: @escaping @Sendable (Int32) -> Int32) {
    disk.withLock { $0.sync = body }
  }

  /// Steele's SplitMix64: enough for ids of tests.
  private func random() -> UInt64 {
    seed.withLock { seed in
      seed &+= 0x9E37_79B9_7F4A_7C15
      var value = seed
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }

  /// The environment that a store and a desk take.
  package var environment: Environment {
    Environment(
      now: { self.now },
      uptime: { self.uptime.withLock { $0 } ?? Environment.system.uptime() },
      random: { self.random() },
      login: { _ in nil },
      uid: { login in Person.all.first { $0.login == login }?.uid },
      ownUid: Person.daemon.uid,
      sync: { self.disk.withLock { $0 }.sync($0) }
    )
  }
}

/// Somebody who calls; all of them plainly fictional.
package struct Person: Sendable, Equatable {
  /// Login name.
  package let login: String
  /// User id.
  package let uid: UInt32
  /// Roles that the fixture gives them.
  package let roles: [Role]
  /// Municipalities that the fixture gives them.
  package let municipalities: [String]
  /// The region of their team.
  package let region: String?

  package init(
    _ login: String,
    _ uid: UInt32,
    _ roles: [Role],
    _ municipalities: [String] = [],
    region: String? = nil
  ) {
    self.login = login
    self.uid = uid
    self.roles = roles
    self.municipalities = municipalities
    self.region = region
  }

  /// The daemon's own uid: operator by that alone, no member of staff.
  package static let daemon = Person("kimd", 900, [])
  /// The system's administrator: operator by uid 0 alone, no member of staff.
  package static let root = Person("root", 0, [])
  /// The head of the office.
  package static let lead = Person("lead", 1000, [.kimLead])
  /// Case manager in `nord` and the one most tests call as.
  package static let manager = Person("manager", 1001, [.caseManager], ["nord"], region: "r1")
  /// Another case manager in `nord`.
  package static let colleague = Person("colleague", 1002, [.caseManager], ["nord"], region: "r1")
  /// Case manager in `sued`, another region.
  package static let faraway = Person("faraway", 1003, [.caseManager], ["sued"], region: "r2")
  /// Coordinator of the whole Kreis.
  package static let coordinator = Person("coordinator", 1004, [.coordinator])
  /// Front desk in `nord`.
  package static let frontDesk = Person("frontdesk", 1005, [.frontDesk], ["nord"])
  /// Data protection officer.
  package static let officer = Person("officer", 1006, [.dpo])
  /// The automat that sends reminders.
  package static let automat = Person("automat", 1007, [.automation])
  /// Somebody whom the store does not know.
  package static let stranger = Person("stranger", 1999, [])

  /// The members of staff of the fixture, in the order in which they are added.
  package static let staff = [
    lead, manager, colleague, faraway, coordinator, frontDesk, officer, automat,
  ]
  static let all = staff + [daemon, root, stranger]
}
